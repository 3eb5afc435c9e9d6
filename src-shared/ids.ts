import { z } from 'zod';

/** UUID version 7 (RFC 9562): sorts by time of making. The idempotency key of an entry. */
export const EntryId = z.uuidv7().brand('EntryId');
export type EntryId = z.infer<typeof EntryId>;

export const ApplicationId = z.uuidv7().brand('ApplicationId');
export type ApplicationId = z.infer<typeof ApplicationId>;

/** One attempt to print one card. */
export const JobId = z.uuidv7().brand('JobId');
export type JobId = z.infer<typeof JobId>;

/** One operator's drawer, from its float to its count. */
export const ShiftId = z.uuidv7().brand('ShiftId');
export type ShiftId = z.infer<typeof ShiftId>;

export const CalibrationId = z.uuidv7().brand('CalibrationId');
export type CalibrationId = z.infer<typeof CalibrationId>;

/** A member of staff, as central names them, e.g. `op-01`. */
export const StaffId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{1,31}$/)
  .brand('StaffId');
export type StaffId = z.infer<typeof StaffId>;

/** A licensing centre, three capital letters, e.g. `GLT` (Gilgit). */
export const CentreCode = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .brand('CentreCode');
export type CentreCode = z.infer<typeof CentreCode>;

/** `centre-counter-epoch`, e.g. `GLT-2-1`: one gapless sequence of entries. */
export const StreamId = z
  .string()
  .regex(/^[A-Z]{3}-\d{1,3}-\d{1,4}$/)
  .brand('StreamId');
export type StreamId = z.infer<typeof StreamId>;

/** SHA-256 in lower-case hex. */
export const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand('Sha256');
export type Sha256 = z.infer<typeof Sha256>;

/** Thirteen digits, no dashes; see `licensing/cnic.ts` for what the digits say. */
export const Cnic = z
  .string()
  .regex(/^\d{13}$/)
  .brand('Cnic');
export type Cnic = z.infer<typeof Cnic>;

/** `prefix-serial-check`, e.g. `GLT-0000017-4`; see `licensing/licence-number.ts`. */
export const LicenceNumber = z
  .string()
  .regex(/^[A-Z]{3}-\d{7}-\d$/)
  .brand('LicenceNumber');
export type LicenceNumber = z.infer<typeof LicenceNumber>;

/** `stream-day-number`, e.g. `GLT-2-1-20261121-0007`: gapless per counter and day. */
export const ReceiptNumber = z
  .string()
  .regex(/^[A-Z]{3}-\d{1,3}-\d{1,4}-\d{8}-\d{4,}$/)
  .brand('ReceiptNumber');
export type ReceiptNumber = z.infer<typeof ReceiptNumber>;

/** Version of a rule book, e.g. `sample-2025-02`. */
export const RulesVersion = z
  .string()
  .regex(/^[a-z0-9-]{3,40}$/)
  .brand('RulesVersion');
export type RulesVersion = z.infer<typeof RulesVersion>;

/** A moment: ISO 8601 in UTC with milliseconds. */
export const Instant = z.iso.datetime({ precision: 3 });
export type Instant = z.infer<typeof Instant>;

/** A calendar day at the centre, `YYYY-MM-DD`. */
export const Day = z.iso.date();
export type Day = z.infer<typeof Day>;

/** Two epochs of one counter, or one and the same. */
export function isSameCounter(one: string, other: string): boolean {
  return one.slice(0, one.lastIndexOf('-')) === other.slice(0, other.lastIndexOf('-'));
}

export function streamParts(stream: StreamId): { centre: CentreCode; counter: number; epoch: number } {
  const [centre = '', counter = '', epoch = ''] = stream.split('-');
  return { centre: CentreCode.parse(centre), counter: Number(counter), epoch: Number(epoch) };
}
