import { z } from 'zod';
import { Words } from './words.ts';

/** What a rule says, in words: one text each under `catalogue.says`. */
export const SaidKey = z.enum([
  'service',
  'feeEach',
  'feeYear',
  'feeShare',
  'age',
  'holds',
  'holdsFor',
  'holdsLapsed',
  'holdsNone',
  'renewable',
  'waited',
  'nothingPending',
  'notBarred',
  'ofThisCentre',
  'paper',
  'term',
  'signTest',
  'roadTest',
  'perCategory',
  'validMonths',
  'validYears',
  'validChosen',
  'validUnchanged',
  'afterOld',
  'years',
  'yearsOnly',
  'authority',
  'payment',
  'camera',
  'printer',
  'cleaning',
  'title',
  'steps',
  'form',
  'prints',
  'other',
  'off',
  'whenAgeFrom',
  'whenAgeBelow',
  'whenCategory',
  'whenYears',
  'whenLate',
  'whenField',
  'whenOtherCentre',
  'whenThisCentre',
]);
export type SaidKey = z.infer<typeof SaidKey>;

/** Lists of names that have texts of their own. */
const ListOf = z.enum(['category', 'method', 'step', 'print']);

export const SaidValue = z.union([
  z.number(),
  z.string(),
  Words,
  z.object({ words: z.array(Words) }),
  z.object({ list: ListOf, names: z.array(z.string()) }),
]);
export type SaidValue = z.infer<typeof SaidValue>;

const Part = z.object({ key: SaidKey, values: z.record(z.string(), SaidValue) });
export type SaidPart = z.infer<typeof Part>;

/** A sentence, and under what circumstances it counts. */
export const Said = z.object({ ...Part.shape, when: z.array(Part) });
export type Said = z.infer<typeof Said>;

/** How one language of the texts is asked; formats such as `rupees` are its own. */
export interface Speech {
  readonly language: 'en' | 'ur';
  readonly say: (key: string, values: Readonly<Record<string, string | number>>) => string;
}

/** A sentence in one language, its circumstances in brackets. */
export function tell({ when, ...part }: Said, speech: Speech): string {
  const sentence = tellPart(part, speech);
  if (when.length === 0) return sentence;
  const said = when.map((each) => tellPart(each, speech)).join(speech.language === 'ur' ? '؛ ' : '; ');
  return `${sentence} (${said})`;
}

function tellPart({ key, values }: SaidPart, speech: Speech): string {
  const resolved = Object.entries(values).map(([name, value]) => [name, tellValue(value, speech)] as const);
  return speech.say(`catalogue.says.${key}`, Object.fromEntries(resolved));
}

const listKeys = { category: 'category', method: 'method', step: 'catalogue.step', print: 'catalogue.print' } as const;

function tellValue(value: SaidValue, { language, say }: Speech): string | number {
  if (typeof value !== 'object') return value;
  const comma = language === 'ur' ? '، ' : ', ';
  if ('list' in value) return value.names.map((name) => say(`${listKeys[value.list]}.${name}`, {})).join(comma);
  return 'words' in value ? value.words.map((each) => each[language]).join(comma) : value[language];
}
