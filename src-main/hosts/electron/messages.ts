import { z } from 'zod';
import { errorCodes, type ErrorCode } from '../../../src-shared/errors.ts';

/**
 * What the core's process and the main process say to each other. Both sides parse every message:
 * each is the other's outside world. Screens have their own port and never reach this channel.
 */
const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const Code = z.enum(errorCodes as readonly [ErrorCode, ...ErrorCode[]]);
const Detail = z.record(z.string(), z.union([z.string(), z.number()]));

/** Longest paper, characters of HTML: fonts take 4 MB, text and pictures the rest. */
const MOST_PAPER = 32 * 1024 * 1024;
/** Longest wrapped key: key rings add some bytes to the 32. */
const MOST_KEY_BYTES = 4096;

const KeyBytes = Bytes.refine((bytes) => bytes.length > 0 && bytes.length <= MOST_KEY_BYTES);

/** What only the main process can do. */
export const Question = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('ring') }),
  z.strictObject({ what: z.literal('wrap'), key: KeyBytes }),
  z.strictObject({ what: z.literal('unwrap'), wrapped: KeyBytes }),
  z.strictObject({ what: z.literal('pdf'), html: z.string().max(MOST_PAPER) }),
]);
export type Question = z.infer<typeof Question>;

/** The operating system's key ring: may it hold a key, and what is it called? */
export const KeyRing = z.strictObject({ usable: z.boolean(), backend: z.string() });
export type KeyRing = z.infer<typeof KeyRing>;

export const FromCore = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('refused'), code: Code, detail: Detail }),
  z.strictObject({ kind: z.literal('ask'), id: z.int(), question: Question }),
  /** A process for USB devices is wanted, or not any more; the core numbers its runs. */
  z.strictObject({ kind: z.literal('startUsb'), run: z.int() }),
  z.strictObject({ kind: z.literal('endUsb'), run: z.int() }),
]);
export type FromCore = z.infer<typeof FromCore>;

export const ToCore = z.discriminatedUnion('kind', [
  /** Comes with the port of one screen. */
  z.strictObject({ kind: z.literal('screen') }),
  z.strictObject({ kind: z.literal('answer'), id: z.int(), value: z.union([Bytes, KeyRing]) }),
  z.strictObject({ kind: z.literal('denied'), id: z.int(), code: Code }),
  /** Comes with the port of the USB process of that run. */
  z.strictObject({ kind: z.literal('usb'), run: z.int() }),
  z.strictObject({ kind: z.literal('usbEnded'), run: z.int() }),
  z.strictObject({ kind: z.literal('stop') }),
]);
export type ToCore = z.infer<typeof ToCore>;
