import { expect, test } from 'vitest';
import { Catalogue, Catalogues } from '../../src-shared/catalogue/catalogue.ts';
import { changesBetween, daysOfChange } from '../../src-shared/catalogue/changes.ts';
import type { CatalogueFiles } from '../../src-shared/catalogue/read-catalogue.ts';
import { sampleCatalogues } from '../../src-shared/catalogue/sample-catalogues.ts';
import type { RulesVersion } from '../../src-shared/ids.ts';

const now = sampleCatalogues().all.at(-1)!.files;

/** The same rules with a learner permit that is dearer from a day on. */
function dearer(from: string, last: string): CatalogueFiles {
  const files = structuredClone(now);
  const learner = files.services.find(({ service }) => service === 'learner')!;
  const [fee] = learner.fees;
  learner.fees = [
    { ...fee!, to: last },
    { ...fee!, from, amount: 60_000, reference: 'A notice' } as (typeof learner.fees)[number],
  ];
  return { ...files, house: { ...files.house, version: 'sample-2026-12' as RulesVersion } };
}

test('what changes on the first is one rule, with what it was and what it will be', () => {
  const next = dearer('2026-12-01', '2026-11-30');
  expect(daysOfChange(next, '2026-11-22')).toEqual(['2026-12-01']);
  const changes = changesBetween({ files: now, day: '2026-11-22' }, { files: next, day: '2026-12-01' });
  expect(changes).toHaveLength(1);
  expect(changes[0]).toMatchObject({
    where: 'learner',
    id: 'learner',
    before: { amount: 50_000 },
    after: { amount: 60_000 },
  });
  expect(changesBetween({ files: now, day: '2026-11-22' }, { files: next, day: '2026-11-30' })).toEqual([]);
});

test('an act keeps the version and the day it was decided by', () => {
  const rules = new Catalogues([new Catalogue(now)]);
  rules.learn([new Catalogue(dearer('2026-12-01', '2026-11-30'))]);
  const amount = (version: string, day: string) => {
    const fee = rules.find(version as RulesVersion, day)?.services.find(({ service }) => service === 'learner')
      ?.fees[0];
    return fee?.each === 'application' ? fee.amount : undefined;
  };
  expect(amount('sample-2026-01', '2026-12-24')).toBe(50_000);
  expect(amount('sample-2026-12', '2026-11-30')).toBe(50_000);
  expect(amount('sample-2026-12', '2026-12-24')).toBe(60_000);
  expect(amount('sample-2027-01', '2026-12-24')).toBeUndefined();
});
