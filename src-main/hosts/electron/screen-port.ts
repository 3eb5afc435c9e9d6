import { z } from 'zod';

/** A port as Electron's processes have it; DOM ports differ. */
export interface Port {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
}

/** Longest message a screen may send, characters; the largest real one is a person's data. */
export const MOST_MESSAGE = 256 * 1024;

/**
 * A call, the next value of a stream or an abort, as oRPC's peers encode them. Screens send no files, so
 * nothing that would be read as one is let in.
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
      port.on('message', ({ data }) => {
        if (isScreenMessage(data)) listener({ data });
        else port.close();
      });
    },
    postMessage: (message) => port.postMessage(message),
  };
}

export function isScreenMessage(data: unknown): data is string {
  if (typeof data !== 'string' || data.length > MOST_MESSAGE) return false;
  try {
    return ScreenMessage.safeParse(JSON.parse(data)).success;
  } catch {
    return false;
  }
}
