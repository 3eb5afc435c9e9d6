import { Fault } from '../../../../src-shared/errors.ts';
import type { PtpRequest } from './ptp-session.ts';

/** Larger reads make some bodies stop answering (libgphoto2, camlibs/ptp2/library.c). */
const PIECE = 1024 * 1024;
const PIECE_MS = 10_000;
/** Pieces beyond those needed that a camera may make of a picture: one that sends it byte by byte is broken. */
const MOST_SPARE_PIECES = 64;
/** Larger than any JPEG of a camera body, bytes. */
export const LARGEST_PICTURE = 128 * 1024 * 1024;

export interface ObjectOnCamera {
  readonly handle: number;
  /** Bytes; at most `LARGEST_PICTURE`. */
  readonly size: number;
  /** The operation that reads a part of an object: handle, offset, length. */
  readonly operation: number;
}

/**
 * Fetches an object of known size in pieces. `read` runs a transaction for its data. Errors: those of
 * `read`, `camera.protocol` when pieces are empty, too long or too many.
 */
export async function fetchInPieces(
  { handle, size, operation }: ObjectOnCamera,
  read: (request: PtpRequest) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const whole = new Uint8Array(size);
  const mostPieces = Math.ceil(size / PIECE) + MOST_SPARE_PIECES;
  let got = 0;
  for (let pieces = 0; got < size; pieces += 1) {
    if (pieces >= mostPieces) throw new Fault('camera.protocol', { what: 'pieces', got, size });
    const wanted = Math.min(PIECE, size - got);
    const piece = await read({ operation, parameters: [handle, got, wanted], expects: wanted, timeoutMs: PIECE_MS });
    if (piece.length === 0 || piece.length > wanted) {
      throw new Fault('camera.protocol', { what: 'piece', got: piece.length, wanted });
    }
    whole.set(piece, got);
    got += piece.length;
  }
  return whole;
}
