import { z } from 'zod';
import { Language } from './enrolment.ts';
import { command, query } from './procedure.ts';
import { ApplicationSummary, Code } from './views.ts';
import { ApplicationId, Day, Sha256, StaffId } from '../../ids.ts';
import { TestOutcome, Vehicle } from '../../ledger/entries/person-entries.ts';
import { Category } from '../../licensing/category.ts';

const examiners = ['operator', 'supervisor'] as const;
const ofApplication = z.strictObject({ applicationId: ApplicationId });

/** One try of one category. */
export const Drive = z.object({
  category: Category,
  outcome: TestOutcome,
  vehicle: z.string().nullable(),
  note: z.string(),
  day: Day,
  by: StaffId,
});
export type Drive = z.infer<typeof Drive>;

/** How the road test of an application stands. */
export const RoadTestCase = z.object({
  application: ApplicationSummary,
  photo: Sha256.nullable(),
  categories: z.array(
    z.object({
      category: Category,
      passed: z.boolean(),
      /** The first day it may be driven again; null when that is not after today. */
      retryFrom: Day.nullable(),
    }),
  ),
  drives: z.array(Drive),
  /** Why whoever is signed in may not examine; null when they may. */
  barred: Code.nullable(),
});
export type RoadTestCase = z.infer<typeof RoadTestCase>;

/** The road test: whoever examines is signed in, and is a second person. */
export const roadTest = {
  /** Cases with a category still to drive, who may drive today first. */
  due: query(examiners).output(z.array(RoadTestCase)),
  /** Refuses with `application.unknown`, `application.notAStep`. */
  get: query(examiners).input(ofApplication).output(RoadTestCase),
  /**
   * Records what was seen, one result a category; some may be left for later. Refuses with `application.examinerIsWorker`,
   * `.retestWait`, `.stepEarly`, `test.passed`, `test.otherCategory`; by no claim of another counter, for it has happened.
   */
  record: command(examiners)
    .input(
      z.strictObject({
        applicationId: ApplicationId,
        results: z
          .array(
            z
              .strictObject({
                category: Category,
                outcome: TestOutcome,
                /** Its registration; none for who did not come. */
                vehicle: Vehicle.nullable(),
                note: z.string().trim().max(200),
              })
              .refine(({ outcome, vehicle }) => outcome === 'absent' || vehicle !== null, 'who drove, drove a vehicle'),
          )
          .min(1)
          .max(10),
      }),
    )
    .output(RoadTestCase),
  /** The sheet to be signed: an A4 page. */
  sheet: query(examiners)
    .input(z.strictObject({ applicationId: ApplicationId, language: Language }))
    .output(z.instanceof(Blob)),
};
