import jsqr from 'jsqr';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningCentral } from '../../../src-central/server.ts';
import { credentialText } from '../../../src-main/features/trust/credential-text.ts';
import { verifyText } from '../../../src-main/features/trust/verify.ts';
import { sampleApplicant } from '../../../src-main/features/practice/sample-applicants.ts';
import { findCardKey } from '../../../src-main/store/trust.ts';
import { sampleCatalogues } from '../../../src-shared/catalogue/sample-catalogues.ts';
import { signerOf } from '../../../src-main/features/trust/node-crypto.ts';
import type { Credential } from '../../../src-shared/credential/credential.ts';
import { readCredential, writeCredential } from '../../../src-shared/credential/credential-text.ts';
import type { Verdict } from '../../../src-shared/credential/verdict.ts';
import type { LicenceNumber } from '../../../src-shared/ids.ts';
import type { PersonData } from '../../../src-shared/licensing/person-data.ts';
import { signIn, startMate, until } from '../../support/centre-mates.ts';
import type { TestCounter } from '../../support/counter.ts';
import { canPrint, readPdf } from '../../support/pdf.ts';
import { samplePortrait } from '../../support/portrait.ts';
import { RegisterDesk, type WantedService } from '../../support/register-desk.ts';
import { startTestCentral } from '../../support/test-central.ts';
import { codeIn } from '../permits/paper-counter.ts';

/** What a centre prints and scans papers with, dots an inch. */
const DPI = 300;

/** A counter that makes cards, and one of the same centre that only looks at them. */
let running: RunningCentral;
let maker: TestCounter;
let looker: TestCounter;
let desk: RegisterDesk;
beforeAll(async () => {
  running = await startTestCentral({ statusSeconds: 0 });
  maker = await startMate(running, 2, { rules: sampleCatalogues() });
  looker = await startMate(running, 3, { rules: sampleCatalogues() });
  desk = new RegisterDesk(maker.core.counter, await samplePortrait());
  for (const counter of [maker, looker]) await until(counter, async () => hasKey(counter));
  await leases();
}, 60_000);
afterAll(async () => {
  for (const counter of [maker, looker]) await counter.stop();
  await running.stop();
});

function hasKey({ core }: TestCounter): true | undefined {
  return findCardKey(core.counter.store, 'cardKey') === undefined ? undefined : true;
}

/** Numbers and places in a status list have come. */
async function leases(): Promise<void> {
  const { store } = maker.core.counter;
  await until(maker, async () => {
    const prefixes = new Set(store.all(store.sql.selectFrom('lease').select('prefix')).map(({ prefix }) => prefix));
    return ['QAA', 'GLT', 'LRN'].every((prefix) => prefixes.has(prefix)) ? true : undefined;
  });
}

let served = 40;
/** Somebody with a licence, converted from paper: the counter that makes cards, from the data to the approval. */
async function licensed(): Promise<{ person: PersonData; number: LicenceNumber }> {
  served += 1;
  const person = { ...sampleApplicant(served), birthDate: '1990-05-17' };
  desk.record(person);
  const number = await granted(person, { service: 'conversion', categories: ['motorcycle', 'car'], years: 5 });
  return { person, number };
}

async function granted(person: PersonData, wanted: WantedService): Promise<LicenceNumber> {
  const applicationId = desk.prepare(person, wanted);
  await signIn(maker, 'operator-1');
  await maker.client.applications.submit({ applicationId, proofread: true });
  await signIn(maker, 'supervisor-1');
  const { licence } = await maker.client.approvals.approve({ applicationId });
  return licence!.number;
}

/** What a scanner reads from the back of a card as the screen shows it. */
async function scanned(number: LicenceNumber): Promise<string> {
  const png = await maker.client.cards.preview({ licenceNumber: number, side: 'back' });
  const { default: sharp } = await import('sharp');
  const { data, info } = await sharp(Buffer.from(await png.arrayBuffer()))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return jsqr.default(new Uint8ClampedArray(data), info.width, info.height)?.data ?? 'nothing';
}

function verdictOf(counter: TestCounter, text: string): Verdict {
  return verifyText(counter.core.counter, text).verdict;
}

/** Waits until the other counter says so, with whatever has to come down first. */
function hears(verdict: Verdict, text: string) {
  return until(looker, async () => {
    if (verdictOf(looker, text) === verdict) return true;
    looker.core.counter.replay.tryNow();
    return undefined;
  });
}

describe('a card', () => {
  test('says the same each time it is drawn, and is genuine wherever the keys are', async () => {
    const { person, number } = await licensed();
    const text = await scanned(number);
    expect(await credentialText(maker.core.counter, { licenceNumber: number })).toBe(text);
    const { applicationId } = desk.state(person).licences[number]!;
    expect(await credentialText(maker.core.counter, { applicationId })).toBe(text);
    const here = verifyText(maker.core.counter, text);
    expect(here).toMatchObject({ verdict: 'genuine', licenceNumber: number, signedBy: { holder: 'GLT-2-1' } });
    expect(here.reasons.map(({ code }) => code)).toContain('register.matches');
    expect(here.credential).toMatchObject({ nameEn: person.nameEn, nameUr: person.nameUr, practice: true });
    expect(here.face!.bytes.length).toBeGreaterThan(150);
    await hears('genuine', text);
  });

  test('is verified with the link down, by the register too, and the age of the list is said', async () => {
    const { number } = await licensed();
    const text = await scanned(number);
    await hears('genuine', text);
    await looker.client.practice.set({ linkUp: false });
    const there = verifyText(looker.core.counter, text);
    expect(there.verdict).toBe('genuine');
    expect(there.statusAge).toBeGreaterThanOrEqual(0);
    expect(there.statusAge).toBeLessThan(60);
    await looker.client.practice.set({ linkUp: true });
  });

  test('whose licence is suspended says so at once where it was done, and elsewhere by the status list', async () => {
    const { number } = await licensed();
    const text = await scanned(number);
    await hears('genuine', text);
    const grounds = { licenceNumber: number, reason: 'Reckless driving', reference: 'Order 12/2026' };
    await maker.client.practice.set({ linkUp: false });
    await maker.client.register.suspend({ ...grounds, until: null });
    expect(verdictOf(maker, text), 'before central has heard').toBe('suspended');
    expect(verdictOf(looker, text)).toBe('genuine');
    await maker.client.practice.set({ linkUp: true });
    maker.core.counter.replay.tryNow();
    await hears('suspended', text);
    await maker.client.register.restore(grounds);
    await hears('genuine', text);
    await maker.client.register.cancel(grounds);
    await hears('cancelled', text);
  });

  test('that was lost and printed anew is a duplicate from then on, and the new one is genuine', async () => {
    const { person, number } = await licensed();
    const lost = await scanned(number);
    await hears('genuine', lost);
    expect(await granted(person, { service: 'duplicate', categories: ['motorcycle', 'car'] })).toBe(number);
    const anew = await scanned(number);
    expect(anew).not.toBe(lost);
    expect(
      [lost, anew].map((text) => verdictOf(maker, text)),
      'where it was done',
    ).toEqual(['duplicate', 'genuine']);
    await hears('duplicate', lost);
    await hears('genuine', anew);
  });

  test('made with the right key for somebody the register does not know that way is false', async () => {
    const { number } = await licensed();
    const found = readCredential(await scanned(number));
    if (!found.ok) throw new Error(found.why);
    const { secret } = findCardKey(maker.core.counter.store, 'cardKey')!;
    const signer = signerOf(Buffer.from(secret, 'base64'));
    const forged = (change: Partial<Credential>) => writeCredential({ ...found.value.credential, ...change }, signer);
    const reasonOf = (change: Partial<Credential>) => {
      const { verdict, reasons } = verifyText(maker.core.counter, forged(change));
      return [verdict, reasons[0]?.code];
    };
    expect(reasonOf({})).toEqual(['genuine', 'signature.good']);
    expect(reasonOf({ birthDate: '1991-05-17' })).toEqual(['fake', 'register.birthDateDiffers']);
    expect(reasonOf({ cnicTail: '0000' })).toEqual(['fake', 'register.cnicDiffers']);
    expect(reasonOf({ categories: ['htv'] })).toEqual(['fake', 'register.categoriesDiffer']);
    expect(reasonOf({ photo: '00000000' })).toEqual(['fake', 'register.photoDiffers']);
    const renamed = verifyText(maker.core.counter, forged({ nameEn: 'Somebody Else' }));
    expect(renamed.verdict, 'people change their names').toBe('genuine');
    expect(renamed.reasons.map(({ code }) => code)).toContain('register.nameDiffers');
  });

  test('is known by the list alone where nobody follows its holder', async () => {
    const { number } = await licensed();
    const text = await scanned(number);
    await hears('genuine', text);
    const { store } = looker.core.counter;
    const found = readCredential(text);
    const place = found.ok ? found.value.credential.status : undefined;
    expect(place?.list).toBe('QAA');
    await maker.client.register.cancel({
      licenceNumber: number,
      reason: 'Obtained by fraud',
      reference: 'Order 13/2026',
    });
    await until(looker, async () => {
      looker.core.counter.replay.tryNow();
      store.run(store.sql.deleteFrom('licence').where('number', '=', number));
      return verdictOf(looker, text) === 'cancelled' ? true : undefined;
    });
  });
});

describe.skipIf(!canPrint)('a printed learner permit', () => {
  test.each(['a4', 'roll'] as const)('on %s proves itself at another counter, with its face', async (format) => {
    served += 1;
    const person = { ...sampleApplicant(served), birthDate: '1990-05-17' };
    desk.record(person);
    const applicationId = desk.prepare(person, { service: 'learner', categories: ['motorcycle'] });
    await signIn(maker, 'operator-1');
    await maker.client.applications.issue({ applicationId, proofread: true });
    const print = { applicationId, format, language: 'ur', reason: null } as const;
    const { file, licenceNumber } = await maker.client.permits.print(print);
    const pdf = new Uint8Array(await file.arrayBuffer());
    const text = readPdf(pdf, (read) => codeIn(read, DPI)) ?? 'nothing';
    await hears('genuine', text);
    const found = verifyText(looker.core.counter, text);
    expect(found).toMatchObject({ licenceNumber, signedBy: { holder: 'GLT-2-1' } });
    expect(found.credential).toMatchObject({ nameEn: person.nameEn, nameUr: person.nameUr });
    expect(found.face!.bytes.length).toBeGreaterThan(150);
  });
});
