import { z } from 'zod';
import { errorCodes, type ErrorCode } from '../../../../src-shared/errors.ts';
import { SeenOnBus } from '../usb-messages.ts';

/**
 * A trace: one JSON object a line. First the header, then what happened, in the order in which it ended.
 * Bytes are base64; without data only the first of them are there and `bytes` says `begin`.
 */
const Code = z.enum(errorCodes as readonly [ErrorCode, ...ErrorCode[]]);
const Ms = z.number().nonnegative();

export const TraceHeader = z.strictObject({
  trace: z.literal(1),
  at: z.iso.datetime(),
  task: z.string(),
  versions: z.record(z.string(), z.string()),
  /** False: lengths and beginnings only; such a trace cannot be replayed. */
  data: z.boolean(),
  devices: z.array(SeenOnBus),
});
export type TraceHeader = z.infer<typeof TraceHeader>;

const Identity = z.strictObject({
  vendorId: z.int(),
  productId: z.int(),
  manufacturer: z.string(),
  product: z.string(),
  serialNumber: z.string(),
  packetSize: z.int().positive(),
});

export const TraceOpening = z.strictObject({
  /** Ms since the header. */
  t: Ms,
  device: z.int(),
  do: z.literal('open'),
  place: z.string(),
  identity: z.exactOptional(Identity),
  ms: Ms,
  fault: z.exactOptional(Code),
});

export const TraceTransfer = z.strictObject({
  t: Ms,
  device: z.int(),
  do: z.enum(['bulkIn', 'bulkOut', 'zeroLength', 'interruptIn', 'classOut', 'classIn', 'clearHalt', 'reset', 'close']),
  request: z.exactOptional(z.int()),
  value: z.exactOptional(z.int()),
  asked: z.exactOptional(z.int()),
  length: z.exactOptional(z.int()),
  bytes: z.exactOptional(z.base64()),
  begin: z.exactOptional(z.base64()),
  ms: Ms,
  fault: z.exactOptional(Code),
});
export type TraceTransfer = z.infer<typeof TraceTransfer>;

export const TraceLine = z.union([TraceOpening, TraceTransfer]);
export type TraceLine = z.infer<typeof TraceLine>;

export interface Trace {
  readonly header: TraceHeader;
  readonly lines: readonly TraceLine[];
}

/** Reads a trace file. Errors: those of zod and JSON, for it is a developer who reads them. */
export function readTrace(text: string): Trace {
  const [first = '', ...rest] = text.split('\n').filter((line) => line !== '');
  return {
    header: TraceHeader.parse(JSON.parse(first)),
    lines: rest.map((line) => TraceLine.parse(JSON.parse(line))),
  };
}
