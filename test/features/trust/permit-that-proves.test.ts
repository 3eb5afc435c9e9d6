import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningCentral } from '../../../src-central/server.ts';
import { sampleApplicant } from '../../../src-main/features/practice/sample-applicants.ts';
import { verifyText } from '../../../src-main/features/trust/verify.ts';
import { findCardKey } from '../../../src-main/store/trust.ts';
import { sampleCatalogues } from '../../../src-shared/catalogue/sample-catalogues.ts';
import type { ApplicationId } from '../../../src-shared/ids.ts';
import { signIn, startMate, until } from '../../support/centre-mates.ts';
import type { TestCounter } from '../../support/counter.ts';
import { canPrint, readPdf } from '../../support/pdf.ts';
import { samplePortrait } from '../../support/portrait.ts';
import { RegisterDesk } from '../../support/register-desk.ts';
import { startTestCentral } from '../../support/test-central.ts';
import { codeIn } from '../permits/paper-counter.ts';

/** What a centre prints and scans with, dots an inch. */
const DPI = 300;
const person = { ...sampleApplicant(61), birthDate: '1990-05-17' };

let running: RunningCentral;
let maker: TestCounter;
let looker: TestCounter;
let applicationId: ApplicationId;
beforeAll(async () => {
  running = await startTestCentral({ statusSeconds: 0 });
  maker = await startMate(running, 2, { rules: sampleCatalogues() });
  looker = await startMate(running, 3, { rules: sampleCatalogues() });
  const { store } = maker.core.counter;
  for (const { core } of [maker, looker])
    await until(maker, async () => (findCardKey(core.counter.store, 'cardKey') === undefined ? undefined : true));
  // Numbers of permits and places in their status list.
  await until(maker, async () => {
    const prefixes = new Set(store.all(store.sql.selectFrom('lease').select('prefix')).map(({ prefix }) => prefix));
    return prefixes.has('QAA') && prefixes.has('LRN') ? true : undefined;
  });
  const desk = new RegisterDesk(maker.core.counter, await samplePortrait());
  desk.record(person);
  applicationId = desk.prepare(person, { service: 'learner', categories: ['motorcycle'] });
  await signIn(maker, 'operator-1');
  await maker.client.applications.issue({ applicationId, proofread: true });
}, 60_000);
afterAll(async () => {
  for (const counter of [maker, looker]) await counter.stop();
  await running.stop();
});

describe.skipIf(!canPrint)('a printed learner permit', () => {
  test.each(['a4', 'roll'] as const)('on %s proves itself at another counter, with its face', async (format) => {
    const reason = format === 'a4' ? null : 'The holder wants the small one';
    const { file, licenceNumber } = await maker.client.permits.print({ applicationId, format, language: 'ur', reason });
    const pdf = new Uint8Array(await file.arrayBuffer());
    const text = readPdf(pdf, (read) => codeIn(read, DPI)) ?? 'nothing';
    const found = await until(looker, async () => {
      looker.core.counter.replay.tryNow();
      const checked = verifyText(looker.core.counter, text);
      return checked.verdict === 'genuine' ? checked : undefined;
    });
    expect(found).toMatchObject({ licenceNumber, signedBy: { holder: 'GLT-2-1' } });
    expect(found.credential).toMatchObject({
      nameEn: person.nameEn,
      nameUr: person.nameUr,
      categories: ['motorcycle'],
    });
    expect(found.face!.bytes.length).toBeGreaterThan(150);
  });
});
