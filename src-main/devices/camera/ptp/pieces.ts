import { Fault } from '../../../../src-shared/errors.ts';
import type { PtpReply, PtpRequest } from './ptp-session.ts';
import { OK } from './response.ts';

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
  /** Does the body certainly give pieces? Then none is asked for by itself first. */
  readonly sure?: boolean;
}

/** The session with the camera, as far as pieces need it. */
export interface PieceReader {
  transact(request: PtpRequest): Promise<PtpReply>;
  /** As `PtpSession.inRow`. */
  inRow(requests: readonly PtpRequest[], take: (reply: PtpReply) => boolean): Promise<void>;
  fault(response: number, operation: number): Fault;
}

/**
 * Fetches an object of known size in pieces; `undefined` where the camera refuses the first. Errors: those of
 * `link`; `camera.protocol` when pieces are empty, too long or too many.
 */
export async function fetchInPieces(link: PieceReader, object: ObjectOnCamera): Promise<Uint8Array | undefined> {
  const picture = new GrowingPicture(object);
  let sure = object.sure ?? false;
  const take = ({ response, data }: PtpReply): boolean => {
    if (response === OK) return picture.grow(data);
    if (!picture.isEmpty) throw link.fault(response, object.operation);
    picture.refuse();
    return false;
  };
  while (!picture.isWhole && !picture.isRefused) {
    // One by itself, which the camera may refuse or cut short; then as many as there are, in a row.
    if (!sure) sure = take(await link.transact(picture.nextPiece));
    if (!sure) continue;
    await link.inRow(picture.allPieces, take);
    sure = false;
  }
  return picture.isRefused ? undefined : picture.bytes;
}

/** A picture as far as it has come. */
class GrowingPicture {
  readonly bytes: Uint8Array;
  readonly #object: ObjectOnCamera;
  #got = 0;
  #piecesLeft: number;
  #refused = false;

  constructor(object: ObjectOnCamera) {
    this.#object = object;
    this.bytes = new Uint8Array(object.size);
    this.#piecesLeft = Math.ceil(object.size / PIECE) + MOST_SPARE_PIECES;
  }

  /** The camera does not give it in pieces. */
  refuse(): void {
    this.#refused = true;
  }

  get isRefused(): boolean {
    return this.#refused;
  }

  get isEmpty(): boolean {
    return this.#got === 0;
  }

  get isWhole(): boolean {
    return this.#got >= this.bytes.length;
  }

  get nextPiece(): PtpRequest {
    return this.#pieceAt(this.#got);
  }

  /** All that are missing, which the camera is expected to give. */
  get allPieces(): readonly PtpRequest[] {
    const row: PtpRequest[] = [];
    for (let at = this.#got; at < this.bytes.length; at += PIECE) {
      row.push({ ...this.#pieceAt(at), expects: this.#lengthAt(at) });
    }
    return row;
  }

  /** Was the piece all that was asked for? */
  grow(piece: Uint8Array): boolean {
    const wanted = this.#lengthAt(this.#got);
    this.#piecesLeft -= 1;
    if (piece.length === 0 || piece.length > wanted || this.#piecesLeft < 0) {
      throw new Fault('camera.protocol', { what: 'piece', got: piece.length, wanted });
    }
    this.bytes.set(piece, this.#got);
    this.#got += piece.length;
    return piece.length === wanted;
  }

  #lengthAt(offset: number): number {
    return Math.min(PIECE, this.bytes.length - offset);
  }

  #pieceAt(offset: number): PtpRequest {
    const { handle, operation } = this.#object;
    return { operation, parameters: [handle, offset, this.#lengthAt(offset)], timeoutMs: PIECE_MS };
  }
}
