const HEADER = 12;
const COMMAND = 1;

/**
 * PTP containers carry the number of their transaction, which another run may count differently (ISO 15740,
 * annex on USB; USB Still Image Capture Device Definition, 7.1): all else being equal, it is the same command.
 */
export function sameCommand(recorded: Uint8Array, sent: Uint8Array): boolean {
  if (recorded.length !== sent.length) return false;
  if (!isContainer(recorded)) return Buffer.compare(recorded, sent) === 0;
  return (
    Buffer.compare(recorded.subarray(0, 8), sent.subarray(0, 8)) === 0 &&
    Buffer.compare(recorded.subarray(HEADER), sent.subarray(HEADER)) === 0
  );
}

/** The recorded answer to a recorded command, with the number that the command has now. */
export function answerFor(
  answer: Uint8Array,
  { sent, recorded }: { readonly sent: Uint8Array; readonly recorded: Uint8Array },
): Uint8Array {
  if (!isContainer(recorded) || answer.length < HEADER) return answer;
  // A part in the middle of a long answer begins with no header.
  if (Buffer.compare(answer.subarray(8, HEADER), recorded.subarray(8, HEADER)) !== 0) return answer;
  const renumbered = answer.slice();
  renumbered.set(sent.subarray(8, HEADER), 8);
  return renumbered;
}

function isContainer(bytes: Uint8Array): boolean {
  if (bytes.length < HEADER) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const type = view.getUint16(4, true);
  return view.getUint32(0, true) >= HEADER && type >= COMMAND && type <= 4;
}
