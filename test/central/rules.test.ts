import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { putCentre } from '../../src-central/enrolment/centres.ts';
import { startCentral, type RunningCentral } from '../../src-central/server.ts';
import { firstCatalogues } from '../../src-shared/catalogue/sample-catalogues.ts';
import { uuidv7 } from '../../src-central/ingest/uuid.ts';
import { EntryId } from '../../src-shared/ids.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import { Desk } from '../support/desk.ts';
import { RulesDesk, nextTexts } from '../support/rules-desk.ts';
import { SECRET, startTestCentral } from '../support/test-central.ts';
import { enrolTestCounter, newPerson } from '../support/test-counter.ts';

/** The desk where central's people propose and publish rules: real PostgreSQL, central's own signed stream. */
let running: RunningCentral;
let desk: RulesDesk;
let now = new Date('2026-11-22T06:00:00.000Z');
beforeEach(async () => {
  now = new Date('2026-11-22T06:00:00.000Z');
  running = await startTestCentral({ books: firstCatalogues(), now: () => now });
  desk = new RulesDesk(running);
});
afterEach(() => running.stop());

const december = { version: 'gb-2026-12', from: '2026-12-01' };

function codeOf(result: unknown): string | undefined {
  return (result as { code?: string }).code;
}

describe('publishing', () => {
  it('takes two people, and what was published stays as it is', async () => {
    expect(await desk.propose(nextTexts(december))).toMatchObject({ ok: true });
    expect(codeOf(await desk.publish('gb-2026-12', { by: 'first' }))).toBe('application.secondPersonNeeded');
    expect(running.central.books.inForce('2026-12-01')?.version).toBe('sample-2025-02');
    expect(await desk.publish('gb-2026-12')).toMatchObject({ ok: true });
    await running.central.settler.stop();
    expect(codeOf(await desk.publish('gb-2026-12'))).toBe('catalogue.notProposed');
    expect(codeOf(await desk.decline('gb-2026-12'))).toBe('catalogue.notProposed');
    const other = nextTexts(december, (_, value) => ({ ...value, reference: 'Another notice' }));
    expect(codeOf(await desk.propose(other.slice(0, 1).concat(nextTexts(december).slice(1))))).toBe(
      'catalogue.versionTaken',
    );
  });

  it('answers the proposal that was read and no other', async () => {
    await desk.propose(nextTexts(december));
    expect(codeOf(await desk.propose(nextTexts(december)))).toBe('catalogue.undecided');
    const read = (await desk.propose(nextTexts(december))) as unknown;
    expect(codeOf(read)).toBe('catalogue.undecided');
    expect(await desk.decline('gb-2026-12')).toMatchObject({ ok: true });
    await desk.propose(nextTexts(december, (file, value) => (file === 'house.json' ? value : { ...value, order: 9 })));
    const stale = { sha256: 'a'.repeat(64) as never };
    expect(codeOf(await desk.publish('gb-2026-12', stale))).toBe('catalogue.notProposed');
    expect(await desk.publish('gb-2026-12')).toMatchObject({ ok: true });
  });

  it('refuses what has begun, also when the second person comes too late', async () => {
    expect(codeOf(await desk.propose(nextTexts({ ...december, from: '2026-11-22' })))).toBe('catalogue.begun');
    expect(codeOf(await desk.propose(nextTexts({ ...december, from: '2026-03-01' })))).toBe('catalogue.begun');
    expect(await desk.propose(nextTexts(december))).toMatchObject({ ok: true });
    // Half past midnight of the first, at the centres.
    now = new Date('2026-11-30T19:30:00.000Z');
    expect(codeOf(await desk.publish('gb-2026-12'))).toBe('catalogue.begun');
  });

  it('refuses a shipped version’s name, a file that cannot be read, and writes nothing of either', async () => {
    expect(codeOf(await desk.propose(nextTexts({ ...december, version: 'sample-2025-02' })))).toBe(
      'catalogue.versionTaken',
    );
    const gap = nextTexts(december, (file, value) => {
      if (file !== 'house.json') Object.assign(value.fees[0]!, { to: '2026-12-15' });
    });
    expect(await desk.propose(gap)).toMatchObject([
      { file: 'services/new.json', reason: expect.stringContaining('nothing follows after 2026-12-15') },
    ]);
    const { rows } = await running.central.pool.query("select 1 from entry where line like '%catalogue.%'");
    expect(rows).toEqual([]);
  });
});

describe('a central that does not know a version', () => {
  it('keeps what was decided under it as a case, goes on with the rest, and applies it once it is published', async () => {
    const counter = await enrolTestCounter(running, 1);
    const { subject, draft } = newPerson();
    const data = { applicationId: EntryId.parse(uuidv7(now)), service: 'new', categories: ['car'], years: 5 };
    const at = '2026-12-01T06:00:00.000Z';
    const recorded = counter.write(draft);
    const opened = counter.write({ type: 'application.opened', subject, at, data: { ...data, rules: 'gb-2026-12' } });
    const seen = { applicationId: data.applicationId, documents: ['cnicOriginal'] };
    const rests = counter.write({ type: 'application.documentsSeen', subject, at, data: seen });
    const other = counter.write(newPerson().draft);
    await counter.push([recorded, opened, rests, other]);
    const cases = new Desk(running);
    expect(await cases.fates([recorded, opened, rests, other])).toEqual([
      'applied',
      'exception application.rulesUnknown',
      'parked ledger.dependency < 1',
      'applied',
    ]);
    await desk.bringOut(nextTexts(december));
    await cases.decide(opened, 'retry');
    expect(await cases.fates([opened, rests])).toEqual(['applied', 'applied']);
  });
});

describe('what is published', () => {
  it('goes to every centre as central’s signed entry, also to one that comes later', async () => {
    await putCentre(running.central.db, { code: 'SKD' as never, nameEn: 'Skardu', nameUr: 'سکردو' }, now);
    const gilgit = await enrolTestCounter(running, 1);
    const skardu = await enrolTestCounter(running, 1, 'SKD');
    await desk.propose(nextTexts(december));
    await desk.publish('gb-2026-12');
    for (const counter of [gilgit, skardu]) {
      const items = await counter.feedUntil((all) => all.some((item) => entryOf(item)?.type === 'catalogue.published'));
      const base = items.find((item) => item.kind === 'subject' && item.subject === 'catalogue:gb-2026-12');
      expect(base).toMatchObject({ signature: expect.any(String) });
      const published = items.find((item) => entryOf(item)?.type === 'catalogue.published');
      expect(published).toMatchObject({ signature: expect.any(String), entry: { role: 'central' } });
    }
    await putCentre(running.central.db, { code: 'HNZ' as never, nameEn: 'Hunza', nameUr: 'ہنزہ' }, now);
    const hunza = await enrolTestCounter(running, 1, 'HNZ');
    const [whole] = await hunza.feedUntil((all) => all.some((item) => item.kind === 'subject'));
    expect(whole).toMatchObject({ kind: 'subject', subject: 'catalogue:gb-2026-12' });
  });

  it('is known to a central that starts again, and to one beside it', async () => {
    const { databaseUrl } = running;
    const other = await startCentral({ databaseUrl, secret: SECRET, books: firstCatalogues(), now: () => now });
    try {
      await other.central.settler.stop();
      await desk.bringOut(nextTexts(december));
      expect(running.central.books.inForce('2026-11-30')?.version).toBe('sample-2025-02');
      expect(running.central.books.inForce('2026-12-01')?.version).toBe('gb-2026-12');
      expect(codeOf(await new RulesDesk(other).propose(nextTexts(december)))).toBe('catalogue.versionTaken');
      expect(other.central.books.inForce('2026-12-01')?.version).toBe('gb-2026-12');
    } finally {
      await other.stop();
    }
    await running.stop();
    running = await startCentral({ databaseUrl, secret: SECRET, books: firstCatalogues(), now: () => now });
    expect(running.central.books.inForce('2026-12-01')?.version).toBe('gb-2026-12');
  });
});

function entryOf(item: object): Entry | undefined {
  return (item as { entry?: Entry }).entry;
}
