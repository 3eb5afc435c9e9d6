import { z } from 'zod';
import { errorCodes, type ErrorCode } from '../../../src-shared/errors.ts';

/**
 * What the core and the USB process say to each other. Both sides parse every message: the process talks
 * to devices that may say anything, and may itself be in the middle of falling over.
 */
const Id = z.int().positive();
const Byte = z.int().min(0).max(0xff);
const Word = z.int().min(0).max(0xffff);
const TimeoutMs = z.number().positive().max(3_600_000);

/** Largest message of bytes: a card's panels together are 5 MB. */
const MOST_BYTES = 16 * 1024 * 1024;
const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= MOST_BYTES);

const Match = z.strictObject({ interfaceClass: z.exactOptional(Byte), interfaceSubclass: z.exactOptional(Byte) });

/** A transfer, or what else is asked of an opened device: the methods of `UsbDevice`. */
export const DeviceCall = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('bulkIn'), maxBytes: z.int().positive().max(MOST_BYTES), timeoutMs: TimeoutMs }),
  z.strictObject({ method: z.literal('bulkOut'), bytes: Bytes, timeoutMs: TimeoutMs }),
  z.strictObject({ method: z.literal('bulkOutAfterReads'), bytes: Bytes, timeoutMs: TimeoutMs }),
  z.strictObject({ method: z.literal('bulkOutZeroLength'), timeoutMs: TimeoutMs }),
  z.strictObject({ method: z.literal('interruptIn'), timeoutMs: TimeoutMs }),
  z.strictObject({
    method: z.literal('classOut'),
    request: Byte,
    value: Word,
    bytes: Bytes,
    timeoutMs: TimeoutMs,
  }),
  z.strictObject({ method: z.literal('classIn'), request: Byte, value: Word, length: Word, timeoutMs: TimeoutMs }),
  z.strictObject({ method: z.literal('clearHalt'), direction: z.enum(['in', 'out']) }),
  z.strictObject({ method: z.literal('reset') }),
  z.strictObject({ method: z.literal('close') }),
]);
export type DeviceCall = z.infer<typeof DeviceCall>;

/** What is asked of the process; each ask has one answer. */
export const Ask = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('ping') }),
  z.strictObject({ what: z.literal('list') }),
  z.strictObject({
    what: z.literal('open'),
    place: z.string(),
    vendorId: Word,
    productId: Word,
    match: Match,
  }),
  z.strictObject({ what: z.literal('call'), device: Id, call: DeviceCall }),
]);
export type Ask = z.infer<typeof Ask>;

export const ToUsb = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ask'), id: Id, ask: Ask }),
  /** Tell from now on when something may have been plugged or pulled. */
  z.strictObject({ kind: z.literal('watch') }),
  /** Close what is open and end. */
  z.strictObject({ kind: z.literal('stop') }),
]);
export type ToUsb = z.infer<typeof ToUsb>;

const Names = { manufacturer: z.string(), product: z.string(), serialNumber: z.string() };

export const SeenOnBus = z.strictObject({
  vendorId: Word,
  productId: Word,
  ...Names,
  place: z.string(),
  interfaces: z.array(z.strictObject({ interfaceClass: Byte, interfaceSubclass: Byte })),
});
export type SeenOnBus = z.infer<typeof SeenOnBus>;

const Identity = z.strictObject({ vendorId: Word, productId: Word, ...Names, packetSize: z.int().positive() });

export const Answer = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('listed'), devices: z.array(SeenOnBus) }),
  z.strictObject({ what: z.literal('opened'), device: Id, identity: Identity }),
  /** Bytes only where the call reads and something came. */
  z.strictObject({ what: z.literal('done'), bytes: z.exactOptional(Bytes) }),
  z.strictObject({
    what: z.literal('failed'),
    code: z.enum(errorCodes as readonly [ErrorCode, ...ErrorCode[]]),
    detail: z.record(z.string(), z.union([z.string(), z.number()])),
    /** The library's own words, for the log. */
    reason: z.string(),
  }),
]);
export type Answer = z.infer<typeof Answer>;

export const FromUsb = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('answer'), id: Id, answer: Answer }),
  z.strictObject({ kind: z.literal('changed') }),
]);
export type FromUsb = z.infer<typeof FromUsb>;
