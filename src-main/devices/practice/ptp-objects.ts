import { encodeObjectInfo } from '../camera/ptp/object-info.ts';
import * as response from '../camera/ptp/response.ts';
import type { PtpAnswer } from './ptp-responder.ts';

export interface StoredObject {
  readonly format: number;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What is said of every object alike: where it is, and the pixels of its picture. */
export interface ObjectFrame {
  readonly storageId: number;
  readonly width: number;
  readonly height: number;
}

const CAPTURED = '20250101T090000';
const ok: PtpAnswer = { response: response.OK };
const unknown: PtpAnswer = { response: response.INVALID_OBJECT_HANDLE };

/** The files in a practice PTP camera, by handle, and what it answers about them. */
export class PtpObjects {
  readonly #objects = new Map<number, StoredObject>();
  readonly #frame: ObjectFrame;

  constructor(frame: ObjectFrame) {
    this.#frame = frame;
  }

  get size(): number {
    return this.#objects.size;
  }

  get handles(): readonly number[] {
    return [...this.#objects.keys()];
  }

  has(handle: number): boolean {
    return this.#objects.has(handle);
  }

  put(handle: number, object: StoredObject): void {
    this.#objects.set(handle, object);
  }

  clear(): void {
    this.#objects.clear();
  }

  /** Answer of DeleteObject. */
  delete(handle: number): PtpAnswer {
    return this.#objects.delete(handle) ? ok : unknown;
  }

  /** Answer of GetObjectInfo; `said` is told in place of the size in bytes. */
  describe(handle: number, said?: number): PtpAnswer {
    const object = this.#objects.get(handle);
    if (object === undefined) return unknown;
    const { format, name, bytes } = object;
    const info = { ...this.#frame, format, size: said ?? bytes.length, fileName: name, captured: CAPTURED };
    return { ...ok, data: encodeObjectInfo(info) };
  }

  /** Answer of GetPartialObject; of GetObject, with all of it asked for. */
  piece(handle: number, [offset, length]: readonly [number, number]): PtpAnswer {
    const bytes = this.#objects.get(handle)?.bytes;
    if (bytes === undefined) return unknown;
    const data = bytes.subarray(offset, Math.min(bytes.length, offset + length));
    return { ...ok, parameters: [data.length], data };
  }
}
