import { z } from 'zod';
import { MOST_FILE_MESSAGE, MOST_MESSAGE } from '../message-limits.ts';

/** A port as Electron's processes have it; DOM ports differ. */
export interface Port {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
}

/**
 * A call, the next value of a stream or an abort, as oRPC's peers encode them. A file comes in a message
 * of bytes, so nothing in a text that would be read as one is let in.
 */
const ScreenMessage = z.union([
  z.object({
    i: z.string(),
    t: z.undefined().optional(),
    p: z.object({
      u: z.string().startsWith('/'),
      h: z
        .record(z.string(), z.union([z.string(), z.array(z.string())]))
        .refine((headers) => Object.keys(headers).every((name) => !name.toLowerCase().startsWith('content-')))
        .optional(),
      m: z.string().optional(),
    }),
  }),
  z.object({ i: z.string(), t: z.literal(3), p: z.object({ e: z.string() }) }),
  z.object({ i: z.string(), t: z.literal(4) }),
]);

/** The head of a call with a file: its body follows as a form. */
const FileMessage = z.object({
  i: z.string(),
  t: z.undefined().optional(),
  p: z.strictObject({
    u: z.string().startsWith('/'),
    h: z.strictObject({ 'content-type': z.string().startsWith('multipart/form-data') }),
  }),
});

/** Between the head and the form, as oRPC's peers write it; no UTF-8 text has this byte. */
const DELIMITER = 0xff;

/**
 * The port of a screen with a doorkeeper: a message that no screen of ours sends closes it, for oRPC's
 * adapter would fail on it where nobody listens. The screen gets a fresh port when its page loads again.
 */
export function screenPort(port: Port): {
  on(event: string, listener: (event?: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
} {
  return {
    on(event, listener) {
      if (event === 'close') port.on('close', () => listener());
      if (event !== 'message') return;
      port.on('message', ({ data }) => void pass(data, listener));
    },
    postMessage: (message) => port.postMessage(message),
  };

  async function pass(data: unknown, listener: (event: { data: unknown }) => void): Promise<void> {
    const bytes = bytesOf(data);
    if (bytes === undefined ? isScreenMessage(data) : await isFileMessage(bytes)) listener({ data: bytes ?? data });
    else port.close();
  }
}

export function isScreenMessage(data: unknown): data is string {
  if (typeof data !== 'string' || data.length > MOST_MESSAGE) return false;
  try {
    return ScreenMessage.safeParse(JSON.parse(data)).success;
  } catch {
    return false;
  }
}

/** Is this a call with a form that can be read? */
export async function isFileMessage(bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const end = bytes.indexOf(DELIMITER);
  if (end < 0 || bytes.length > MOST_FILE_MESSAGE) return false;
  try {
    const head = FileMessage.parse(JSON.parse(new TextDecoder().decode(bytes.subarray(0, end))));
    await new Response(bytes.subarray(end + 1), { headers: head.p.h }).formData();
    return true;
  } catch {
    return false;
  }
}

function bytesOf(data: unknown): Uint8Array<ArrayBuffer> | undefined {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  return data instanceof Uint8Array ? new Uint8Array(data) : undefined;
}
