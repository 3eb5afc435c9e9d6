import { z } from 'zod';
import { ErrorData, command, query } from './procedure.ts';
import { Language } from './enrolment.ts';
import { ApplicationSummary } from './views.ts';
import { SignPicture } from '../../catalogue/sign-picture.ts';
import { Words } from '../../catalogue/words.ts';
import { ApplicationId, Day, StaffId } from '../../ids.ts';
import { TestEnd } from '../../ledger/entries/person-entries.ts';

const ofApplication = z.strictObject({ applicationId: ApplicationId });

/** A question as its taker sees it: nothing tells which answer is right. */
export const ExamQuestion = z.object({
  text: Words,
  picture: SignPicture.nullable(),
  answers: z.array(Words),
  /** Of `answers`, from 0. */
  chosen: z.int().nullable(),
});
export type ExamQuestion = z.infer<typeof ExamQuestion>;

/** A test that is being sat on this counter. */
export const ExamView = z.object({
  applicationId: ApplicationId,
  nameEn: z.string(),
  nameUr: z.string(),
  language: Language,
  questions: z.array(ExamQuestion),
  /** Right answers needed. */
  pass: z.int(),
  seconds: z.int(),
  /** By the core's clock that never jumps, ms. */
  leftMs: z.int(),
});
export type ExamView = z.infer<typeof ExamView>;

export const SignTestResult = z.object({
  applicationId: ApplicationId,
  nameEn: z.string(),
  nameUr: z.string(),
  asked: z.int(),
  right: z.int(),
  pass: z.int(),
  passed: z.boolean(),
  ended: TestEnd,
  seconds: z.int(),
  language: Language,
  /** The first day of the next try; null when passed. */
  retryFrom: Day.nullable(),
});
export type SignTestResult = z.infer<typeof SignTestResult>;

/** How the sign test of an application stands. */
export const SignTestCase = z.object({
  application: ApplicationSummary,
  /** What the rule in force asks for. */
  rule: z.object({ questions: z.int(), pass: z.int(), seconds: z.int(), retestDays: z.int() }),
  /** Why it cannot be sat now; null when it can. */
  against: ErrorData.nullable(),
  retryFrom: Day.nullable(),
  /** A paper of this counter that was begun and not finished. */
  open: z.object({ answered: z.int(), leftMs: z.int() }).nullable(),
  attempts: z.array(
    z.object({
      day: Day,
      asked: z.int(),
      right: z.int(),
      passed: z.boolean(),
      ended: TestEnd,
      interrupted: z.int(),
      by: StaffId,
    }),
  ),
});
export type SignTestCase = z.infer<typeof SignTestCase>;

/**
 * The sign test, sat at this PC. While it runs the session is locked: its taker reaches the test alone, and only the
 * operator's PIN leads out. The right answers never leave the core before the paper is judged, and the core's clock
 * that never jumps is the judge of time.
 */
export const signTest = {
  /** Cases that can come to it, whatever else is still open; those who may sit it now come first. */
  waiting: query(['operator']).output(z.array(SignTestCase)),
  /** Refuses with `application.unknown`, `application.notAStep`. */
  get: query(['operator', 'supervisor']).input(ofApplication).output(SignTestCase),
  /**
   * Draws a paper and begins, or goes on with the one that was begun; locks the session. Refuses with `application.*`,
   * `test.passed`, `test.bankUnknown`, `test.otherRunning`, `claim.held`.
   */
  start: command(['operator'])
    .input(z.strictObject({ applicationId: ApplicationId, language: Language }))
    .output(ExamView),
  /** What runs on this counter, or how what ran last ended, until `leave`. */
  state: query('anyone').output(z.object({ exam: ExamView.nullable(), result: SignTestResult.nullable() })),
  /** Keeps an answer; may be changed until the end. Refuses with `test.noneRunning`, also when time is up. */
  answer: command('anyone')
    .input(
      z.strictObject({
        applicationId: ApplicationId,
        question: z.int().min(0).max(99),
        chosen: z.int().min(0).max(9),
        language: Language,
      }),
    )
    .output(z.object({ leftMs: z.int() })),
  /** Ends the test and judges it. Refuses with `test.noneRunning`. */
  finish: command('anyone').input(ofApplication).output(SignTestResult),
  /** Its taker left: judged by the rule. Also a paper that is not running now. */
  abandon: command(['operator']).input(ofApplication).output(SignTestResult),
  /** The result was read; the counter goes back to work. */
  leave: command('signedIn').output(z.void()),
  /** The sheet of one attempt, from 1: an A4 page. */
  sheet: query(['operator', 'supervisor'])
    .input(z.strictObject({ applicationId: ApplicationId, attempt: z.int().positive(), language: Language }))
    .output(z.instanceof(Blob)),
};
