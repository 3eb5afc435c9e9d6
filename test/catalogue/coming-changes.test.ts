import { expect, test } from 'vitest';
import { Catalogue, type Catalogues } from '../../src-shared/catalogue/catalogue.ts';
import { comingChanges, type ComingChange } from '../../src-shared/catalogue/coming-changes.ts';
import type { CatalogueFiles } from '../../src-shared/catalogue/read-catalogue.ts';
import { tell, type Said } from '../../src-shared/catalogue/said.ts';
import { sampleCatalogues } from '../../src-shared/catalogue/sample-catalogues.ts';
import type { RulesVersion } from '../../src-shared/ids.ts';
import { speaker } from '../../src-central/pages/words.ts';
import type { TextKey } from '../../src-shared/i18n/texts.ts';

const now = sampleCatalogues().all.at(-1)!.files;
const TODAY = '2026-11-22';

/** The newest sample as another version, with its files changed. */
function next(version: string, from: string, change: (files: CatalogueFiles) => void = () => undefined): Catalogue {
  const files = structuredClone(now);
  change(files);
  return new Catalogue({ ...files, house: { ...files.house, version: version as RulesVersion, from } });
}

function serviceOf(files: CatalogueFiles, name: string) {
  return files.services.find(({ service }) => service === name)!;
}

function words(said: Said | null, language: 'en' | 'ur' = 'en'): string | null {
  const say = speaker(language);
  return said && tell(said, { language, say: (key, values) => say(key as TextKey, values) });
}

function told({ changes }: ComingChange): (string | null)[][] {
  return changes.map(({ service, before, after }) => [service, words(before), words(after)]);
}

function known(...published: Catalogue[]): Catalogues {
  const all = sampleCatalogues();
  all.learn(published);
  return all;
}

test('a fee, a wait, a paper, a service that goes and one that is called otherwise: each is said in words, old and new', () => {
  const changed = next('gb-2026-12', '2026-12-01', (files) => {
    const fee = serviceOf(files, 'learner').fees[0]!;
    if (fee.each === 'application') fee.amount = 60_050;
    const holds = serviceOf(files, 'new').applicant.find((rule) => rule.is === 'holds')!;
    if (holds.is === 'holds') holds.forDays = 30;
    serviceOf(files, 'learner').documents.pop();
    serviceOf(files, 'renewal').title = { en: 'Renewal of a licence', ur: 'لائسنس کی تجدید' };
    const gone = files.services.findIndex(({ service }) => service === 'correction');
    (files.services as unknown[]).splice(gone, 1);
  });
  const [first, ...more] = comingChanges(known(changed), TODAY);
  expect(more).toEqual([]);
  expect(first).toMatchObject({ day: '2026-12-01', version: 'gb-2026-12' });
  expect(told(first!)).toEqual([
    ['learner', 'Paper: Medical certificate (Form B) (aged 50 or more)', null],
    ['learner', 'Learner permit: Rs 500', 'Learner permit: Rs 600.5'],
    ['renewal', expect.stringMatching(/^Called: /), 'Called: Renewal of a licence'],
    ['new', 'Holds for at least 42 days: learner permit', 'Holds for at least 30 days: learner permit'],
    ['correction', 'Offered: Correction', null],
  ]);
  const urdu = first!.changes.find(({ service }) => service === 'new')!;
  expect(words(urdu.after, 'ur')).toContain('30 دن');
});

test('dated rules inside a version change on their own days, and those of a version that never decides do not count', () => {
  const dated = next('gb-2026-12', '2026-12-01', (files) => {
    const learner = serviceOf(files, 'learner');
    const [fee] = learner.fees;
    learner.fees = [
      { ...fee!, to: '2026-12-31' },
      { ...fee!, from: '2027-01-01', amount: 70_000 } as typeof fee & object,
    ];
  });
  // Published later for the same day: it decides, and the first one's new year never comes.
  const instead = next('gb-2026-12b', '2026-12-01');
  expect(comingChanges(known(dated), TODAY).map(({ day }) => day)).toEqual(['2026-12-01', '2027-01-01']);
  expect(comingChanges(known(dated, instead), TODAY)).toEqual([
    { day: '2026-12-01', version: 'gb-2026-12b', changes: [] },
  ]);
  expect(comingChanges(known(dated), '2027-01-01')).toEqual([]);
});

test('the published version that began last decides; those of the build only before the first of them', () => {
  const all = known(next('gb-2026-12', '2026-12-01'), next('gb-2026-11', '2026-11-25'));
  const version = (day: string) => all.inForce(day)?.version;
  expect(['2026-11-24', '2026-11-25', '2026-11-30', '2026-12-01'].map(version)).toEqual([
    'sample-2026-01',
    'gb-2026-11',
    'gb-2026-11',
    'gb-2026-12',
  ]);
  all.learn([next('gb-2025', '2025-12-01')]);
  expect(all.inForce(TODAY)?.version).toBe('gb-2025');
  expect(all.find('sample-2026-01' as RulesVersion, TODAY)?.version).toBe('sample-2026-01');
});
