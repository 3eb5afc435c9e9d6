import { z } from 'zod';
import { cleanText } from '../licensing/person-data.ts';

/** A text of a catalogue file in both languages of a centre: clean of control and bidirectional characters. */
const text = z
  .string()
  .min(1)
  .max(200)
  .refine((value) => cleanText(value) === value, 'not a clean text: stray spaces, control or bidirectional characters');

export const Words = z.strictObject({ en: text, ur: text });
export type Words = z.infer<typeof Words>;
