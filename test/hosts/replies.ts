import { createHash } from 'node:crypto';
import { ORPCError } from '@orpc/client';

/** A reply as it can be compared: files as type and hash of their bytes, errors as what the contract says of them. */
export async function answerOf(call: Promise<unknown>, name: string): Promise<unknown> {
  try {
    return { value: await comparable(await call, name) };
  } catch (error) {
    if (!(error instanceof ORPCError) || !error.defined) throw error;
    return { error: { name: error.code as string, status: error.status, data: error.data as unknown } };
  }
}

/** What is a matter of the moment and not of the transport. */
const momentary = new Set(['captureId', 'freeBytes', 'link']);

async function comparable(value: unknown, name: string): Promise<unknown> {
  if (value instanceof Blob) {
    const bytes = Buffer.from(await value.arrayBuffer());
    // Two browsers make two PDFs; each of them is one.
    if (value.type === 'application/pdf') return { type: value.type, is: bytes.subarray(0, 5).toString() };
    // Each counter tells of its own wires; the bundle's own test reads what is in it.
    if (name === 'devices.diagnostics') return { type: value.type, parts: Object.keys(JSON.parse(bytes.toString())) };
    // Which frame of the loop is the newest is a matter of the moment.
    if (name === 'studio.nextFrame') return { type: value.type, is: bytes.subarray(0, 3).toString('hex') };
    return { type: value.type, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  }
  if (Array.isArray(value)) return Promise.all(value.map((each) => comparable(each, name)));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(async ([key, each]) => {
    if (momentary.has(key)) return [key, typeof each] as const;
    if (name === 'studio.nextFrame' && key === 'number') return [key, typeof each] as const;
    return [key, await comparable(each, name)] as const;
  });
  return Object.fromEntries(await Promise.all(fields));
}
