import { z } from 'zod';
import { PersonData } from '../../licensing/person-data.ts';
import { practice as onPractice } from './procedure.ts';

export const PracticeState = z.object({
  linkUp: z.boolean(),
  cameraPlugged: z.boolean(),
  printerPlugged: z.boolean(),
  ribbonLeft: z.int(),
  feederCards: z.int(),
  coverOpen: z.boolean(),
  /** The next card will jam. */
  jamNext: z.boolean(),
  /** Which sample applicant sits before the camera. */
  sitter: z.int(),
  /** The ribbon is taken out for cleaning; a cleaning card lies on top of the blanks. */
  ribbonIn: z.boolean(),
  cleaningCard: z.boolean(),
  /** What the practice camera looks at. */
  scene: z.enum(['sitter', 'greyCard']),
});
export type PracticeState = z.infer<typeof PracticeState>;

/** What a sample applicant comes for; everybody but a learner is in the register of before. */
export const SampleVisit = z.enum([
  'learner',
  'renewal',
  'new',
  'otherDistrict',
  'international',
  'duplicate',
  'endorsement',
]);
export type SampleVisit = z.infer<typeof SampleVisit>;

/** The trainer's panel: faults on demand and sample applicants. */
export const practice = {
  state: onPractice('query').output(PracticeState),
  set: onPractice('command')
    .input(
      z.strictObject({
        linkUp: z.boolean().optional(),
        cameraPlugged: z.boolean().optional(),
        printerPlugged: z.boolean().optional(),
        ribbonLeft: z.int().min(0).max(200).optional(),
        feederCards: z.int().min(0).max(100).optional(),
        coverOpen: z.boolean().optional(),
        jamNext: z.boolean().optional(),
        ribbonIn: z.boolean().optional(),
        cleaningCard: z.boolean().optional(),
        scene: PracticeState.shape.scene.optional(),
        /** A card is fed by hand at the printer's button: its counter moves, and no job knows of it. */
        handFeed: z.int().min(1).max(10).optional(),
      }),
    )
    .output(PracticeState),
  /** Seats the next sample applicant who comes for that, a learner unless told otherwise, and gives the data on their papers. */
  nextApplicant: onPractice('command')
    .input(z.strictObject({ visit: SampleVisit }).optional())
    .output(z.object({ state: PracticeState, person: PersonData })),
};
