import { z } from 'zod';
import { StreamId } from '../../ids.ts';
import { command, query } from './procedure.ts';

export const Language = z.enum(['en', 'ur']);
export type Language = z.infer<typeof Language>;

export const EnrolmentStatus = z.object({
  enrolled: z.boolean(),
  stream: StreamId.nullable(),
  centre: z.object({ code: z.string(), nameEn: z.string(), nameUr: z.string() }).nullable(),
  counter: z.int().nullable(),
  language: Language,
  practice: z.boolean(),
  /** Filled in for the technician where the launcher knows them (practice mode). */
  suggested: z.object({ centralUrl: z.string(), code: z.string() }).nullable(),
});
export type EnrolmentStatus = z.infer<typeof EnrolmentStatus>;

/** First run: which PC this is, and joining a centre with a one-time code. */
export const enrolment = {
  status: query('anyone').output(EnrolmentStatus),
  /**
   * Refuses with `enrolment.done`, `enrolment.badCode`, `central.*`. `central.insecure {certificate}` names a
   * certificate that nobody vouches for: the technician compares it and sends it back as `trust`.
   */
  enrol: command('anyone')
    .input(
      z.strictObject({
        centralUrl: z.url().max(200),
        code: z.string().trim().min(6).max(40),
        language: Language,
        trust: z.string().max(200).optional(),
      }),
    )
    .output(EnrolmentStatus),
  /**
   * Gives this PC a new epoch with a one-time code for the same counter, keeping its store: unsent work is carried
   * over, the old epoch can never send again. Refuses with `enrolment.needed`, `enrolment.badCode` (also for another
   * counter's code), `central.*`. Broken off, it is done again with the same code.
   */
  renew: command(['technician'])
    .input(
      z.strictObject({
        /** Absent: where the counter sends now. */
        centralUrl: z.url().max(200).optional(),
        code: z.string().trim().min(6).max(40),
        trust: z.string().max(200).optional(),
      }),
    )
    .output(EnrolmentStatus),
  setLanguage: command('anyone')
    .input(z.strictObject({ language: Language }))
    .output(EnrolmentStatus),
};
