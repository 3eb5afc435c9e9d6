import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { problemText, type CatalogueProblem } from '../../src-shared/catalogue/catalogue-problem.ts';
import { readCatalogue } from '../../src-shared/catalogue/read-catalogue.ts';
import type { CatalogueText } from '../../src-shared/catalogue/read-file.ts';
import { sampleCatalogues } from '../../src-shared/catalogue/sample-catalogues.ts';

const SAMPLES = join(import.meta.dirname, '../../src-shared/catalogue/sample');

/** The files of a shipped version, as a file on disk has them. */
function sample(version: string): CatalogueText[] {
  const folder = join(SAMPLES, version);
  const services = readdirSync(join(folder, 'services')).map((name) => `services/${name}`);
  return ['house.json', ...services].map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
}

/** The newest sample with one file changed. */
function changed(file: string, change: (text: string) => string): CatalogueText[] {
  return sample('2026-01').map((each) => (each.file === file ? { file, text: change(each.text) } : each));
}

function problemsOf(texts: readonly CatalogueText[]): readonly CatalogueProblem[] {
  const read = readCatalogue(texts);
  return 'house' in read ? [] : read;
}

function lineOf(texts: readonly CatalogueText[], file: string, part: string): number {
  const text = texts.find((each) => each.file === file)!.text;
  return text.slice(0, text.indexOf(part)).split('\n').length;
}

describe('what is shipped', () => {
  test.each(['2024-01', '2025-02', '2026-01'])('%s has no problem', (version) => {
    expect(problemText(problemsOf(sample(version)))).toBe('');
  });

  test('is what the app knows, every service of it', () => {
    const newest = sampleCatalogues().all.at(-1)!;
    const read = readCatalogue(sample('2026-01'));
    if (!('house' in read)) throw new Error(problemText(read));
    expect(newest.files).toEqual(read);
    expect(newest.files.services.map(({ service }) => service)).toEqual([
      'learner',
      'renewal',
      'new',
      'endorsement',
      'duplicate',
      'replacement',
      'international',
      'correction',
      'conversion',
    ]);
  });
});

describe('a file is refused with its line', () => {
  const learner = 'services/learner.json';

  test.each([
    ['is no JSON', '"order": 1,', '"order": 1 1,', /no JSON/],
    ['has a field nobody knows', '"order": 1,', '"order": 1,\n  "orders": 2,', /Unrecognized key.*orders/],
    ['says a name twice', '"order": 1,', '"order": 1,\n  "order": 2,', /"order" is said twice/],
    ['has a number as a text', '"order": 1,', '"order": "1",', /order: .*number/],
    ['has an amount in fractions of a paisa', '"amount": 50000', '"amount": 50000.5', /int/],
    ['has a day that is none', '"from": "2026-01-01"', '"from": "2026-02-30"', /from: /],
    [
      'has a bidirectional control in a text',
      'Learner permit issued',
      'Learner \u202Epermit issued',
      /not a clean text/,
    ],
  ])('when it %s', (...row) => {
    const [, part, instead, reason] = row;
    const texts = changed(learner, (text) => text.replace(part, instead));
    const [problem] = problemsOf(texts);
    expect(problem).toMatchObject({ file: learner, reason: expect.stringMatching(reason) });
    const near = lineOf(texts, learner, instead.split('\n')[0]!);
    expect(Math.abs(problem!.line - near)).toBeLessThanOrEqual(1);
  });

  test('when two rules of one name are in force on a day', () => {
    const texts = changed(learner, (text) => {
      const file = JSON.parse(text) as { fees: object[] };
      file.fees.push({ ...file.fees[0], from: '2027-03-01' });
      return JSON.stringify(file, null, 2);
    });
    expect(problemText(problemsOf(texts))).toMatch(
      /^services\/learner\.json:\d+: learner: two rules are in force on 2027-03-01$/,
    );
  });

  test('when no rule of a name is in force for some days, and when its last one ends', () => {
    const ending = (to: string, next: object) =>
      changed(learner, (text) => {
        const file = JSON.parse(text) as { fees: object[] };
        file.fees = [{ ...file.fees[0], to }, ...(Object.keys(next).length > 0 ? [{ ...file.fees[0], ...next }] : [])];
        return JSON.stringify(file, null, 2);
      });
    expect(problemText(problemsOf(ending('2027-02-26', { from: '2027-03-01' })))).toContain(
      'no rule is in force on 2027-02-27',
    );
    expect(problemText(problemsOf(ending('2027-02-28', {})))).toContain('nothing follows after 2027-02-28');
    expect(problemsOf(ending('2027-02-28', { from: '2027-03-01' }))).toEqual([]);
    expect(problemsOf(ending('2027-02-28', { from: '2027-03-01', off: true }))).toEqual([]);
  });

  test('when its steps wait for each other', () => {
    const texts = changed(learner, (text) => {
      const file = JSON.parse(text) as { steps: { step: string; after: string[] }[] };
      file.steps.find(({ step }) => step === 'documents')!.after = ['review'];
      return JSON.stringify(file, null, 2);
    });
    const [problem] = problemsOf(texts);
    expect(problem).toMatchObject({
      file: learner,
      line: lineOf(texts, learner, '"steps"'),
      reason: 'steps wait for each other: documents, review',
    });
  });

  test.each([
    [
      'waits for a step it does not have',
      (steps: Step[]) => steps[0]!.after.push('roadTest'),
      /documents comes after roadTest/,
    ],
    ['has a step twice', (steps: Step[]) => steps.push({ ...steps[0]! }), /step documents stands twice/],
    [
      'is both approved and issued',
      (steps: Step[]) => steps.push({ step: 'approve', by: 'supervisor', after: [] }),
      /exactly one of approve and issue/,
    ],
    [
      'has a fee and no step for it',
      (steps: Step[]) =>
        steps.splice(
          steps.findIndex(({ step }) => step === 'fee'),
          1,
        ),
      /no fee step/,
    ],
  ] as const)('when it %s', (_, change, reason) => {
    const texts = changed(learner, (text) => {
      const file = JSON.parse(text) as { steps: Step[] };
      change(file.steps);
      return JSON.stringify(file, null, 2);
    });
    expect(problemText(problemsOf(texts))).toMatch(reason);
  });

  test('when a share is of a line that is none', () => {
    const texts = changed('services/renewal.json', (text) => {
      const file = JSON.parse(text) as { fees: { of?: string[] }[] };
      file.fees.find(({ of }) => of !== undefined)!.of!.push('licenceTank');
      return JSON.stringify(file, null, 2);
    });
    expect(problemText(problemsOf(texts))).toContain('licenceTank is no line with an amount');
  });
});

test.each([
  ['begins after the version does', { from: '2026-03-01' }, /no rule says paymentMethods on 2026-01-01$/],
  ['is off for a time', { off: true }, /payment: a rule of the house is never off$/],
])('a rule of the house that %s is refused', (_, change, reason) => {
  const texts = changed('house.json', (text) => {
    const file = JSON.parse(text) as { rules: { id: string }[] };
    Object.assign(
      file.rules.find(({ id }) => id === 'payment')!,
      change,
    );
    return JSON.stringify(file, null, 2);
  });
  expect(problemText(problemsOf(texts))).toMatch(/^house\.json:\d+: /);
  expect(problemText(problemsOf(texts))).toMatch(reason);
});

test('a catalogue without its head, or with one service in two files, is refused', () => {
  const texts = sample('2026-01');
  expect(problemText(problemsOf(texts.slice(1)))).toBe('house.json:1: is missing');
  const twice = [
    ...texts,
    { ...texts.find(({ file }) => file.endsWith('learner.json'))!, file: 'services/again.json' },
  ];
  expect(problemText(problemsOf(twice))).toMatch(
    /^services\/again\.json:2: service learner is in services\/learner\.json too$/,
  );
});

interface Step {
  step: string;
  by: string;
  after: string[];
}
