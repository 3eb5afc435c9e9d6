import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Fault } from '../../../src-shared/errors.ts';
import { createFile, replaceFile } from './durable-file.ts';
import { Escrow } from './escrow.ts';

/** `store.key.json` beside the store: its key, wrapped by the PC's guard and to the authority. */
export const KeyRecord = z.strictObject({
  version: z.literal(1),
  guard: z.string(),
  /** Base64 of what the guard made. */
  wrapped: z.base64(),
  /** From enrolment on. */
  escrow: Escrow.optional(),
});
export type KeyRecord = z.infer<typeof KeyRecord>;

export function keyRecordFile(dataDir: string): string {
  return join(dataDir, 'store.key.json');
}

/** Undefined when there is none. Errors: `store.wrongKey` when the file is not a key record. */
export function findKeyRecord(dataDir: string): KeyRecord | undefined {
  const file = keyRecordFile(dataDir);
  if (!existsSync(file)) return undefined;
  try {
    return KeyRecord.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new Fault('store.wrongKey', {}, { cause: error });
  }
}

/** False when a record is there already: it is never overwritten by a new key. */
export function createKeyRecord(dataDir: string, record: KeyRecord): boolean {
  return createFile(keyRecordFile(dataDir), bytesOf(record));
}

/** The same key wrapped in other ways. */
export function replaceKeyRecord(dataDir: string, record: KeyRecord): void {
  replaceFile(keyRecordFile(dataDir), bytesOf(record));
}

function bytesOf(record: KeyRecord): Uint8Array {
  return Buffer.from(`${JSON.stringify(record, null, 2)}\n`);
}
