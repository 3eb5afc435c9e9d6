import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { keyFileGuard, keyFileOf } from '../../src-main/store/keys/key-file-guard.ts';
import { openStore } from '../../src-main/store/open-store.ts';
import { rebuild } from '../../src-main/store/rebuild.ts';
import { verifyJournal } from '../../src-main/store/verify.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { draftFields, type Walk } from './walk.ts';

/** Acts that are written together or not at all: the second names the first as what it depends on, or follows it at once. */
const pairs: Readonly<Record<string, readonly string[]>> = {
  'application.feePaid': ['till.took'],
  'application.approved': ['lease.numberTaken'],
  'stock.used': ['card.ended', 'printer.serviceCardPrinted', 'printer.cardsExplained'],
};

/** The store of a counter that is off: chain whole, no act in halves, tables what the journal says. */
export async function expectWholeStore(dataDir: string): Promise<void> {
  const { store } = await openStore({ dataDir, guard: keyFileGuard(keyFileOf(dataDir)) });
  try {
    expect(verifyJournal(store)).toMatchObject({ breaks: [], blobs: [] });
    const entries = store.all(store.sql.selectFrom('journal').select(['id', 'type', 'deps']).orderBy('seq'));
    for (const [index, { type, deps }] of entries.entries()) {
      const first = pairs[type];
      if (first === undefined) continue;
      const dependsOn = entries.find(({ id }) => (JSON.parse(deps) as string[]).includes(id));
      expect(first, type).toContain((dependsOn ?? entries[index - 1])?.type);
    }
    for (const [later, [first = '']] of Object.entries(pairs)) {
      // A card that never left the feeder uses no stock.
      if (later === 'stock.used') continue;
      const count = (wanted: string) => entries.filter(({ type }) => type === wanted).length;
      expect({ [first]: count(first) }).toEqual({ [first]: count(later) });
    }
    const drafts = store.all(store.sql.selectFrom('draft').select(['cnic', 'value']));
    for (const [cnic, fields] of Map.groupBy(drafts, (row) => row.cnic)) {
      const values = new Set(fields.map(({ value }) => value));
      expect({ cnic, fields: fields.length, values: values.size }).toEqual({
        cnic,
        fields: draftFields.length,
        values: 1,
      });
    }
    expect(rebuild(store, firstRules)).toMatchObject({ differing: [] });
  } finally {
    store.close();
  }
}

const ranks = ['open', 'submitted', 'approved'];

/** Nothing that a reply called saved is missing from what the screen shows now. An operator is signed in. */
export async function expectAsTold({ client, person, told }: Walk): Promise<void> {
  const { cnic } = person;
  const found = await client.people.find({ cnic });
  if (told.draft > 0 && told.application === undefined && found.openApplication === null) {
    const draft = await client.drafts.get({ cnic });
    expect(Number(draft?.fields['phone'] ?? 0)).toBeGreaterThanOrEqual(told.draft);
  }
  if (told.person !== undefined) expect(found.person).toEqual(told.person);
  if (told.application !== undefined) {
    const { id, stage, documents, photo } = told.application;
    const now = await client.applications.get({ applicationId: id });
    expect(ranks.indexOf(now.stage)).toBeGreaterThanOrEqual(ranks.indexOf(stage));
    expect(now.documents).toEqual(expect.arrayContaining(documents));
    if (photo !== null) {
      expect(now.photo).toBe(photo);
      const bytes = Buffer.from(await (await client.studio.photo({ sha256: photo })).arrayBuffer());
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(photo);
    }
    expect(now.receiptNumber ?? undefined).toBe(told.receipt?.receiptNumber ?? now.receiptNumber ?? undefined);
  }
  if (told.receipt !== undefined) {
    expect(await client.till.receipt({ receiptNumber: told.receipt.receiptNumber })).toEqual(told.receipt);
  }
  if (told.licence !== undefined) expect(found.licences.map(({ number }) => number)).toEqual([told.licence]);
  if (told.jobId === undefined) return;
  const { toLookAt, toPrint, toHandOver, handedOverToday } = await client.cards.queue();
  // The reply to the approval may be the one that was lost: the licence is there all the same.
  const [{ number } = {}] = found.licences;
  const listOf = (list: typeof toLookAt) => list.find(({ licence }) => licence.number === number)?.stage;
  const stage = listOf(toLookAt) ?? listOf(toPrint) ?? listOf(toHandOver) ?? listOf(handedOverToday);
  // A job that was started is never forgotten; its outcome may have been recorded without the screen hearing of it.
  expect(['printing', 'good', 'spoiled', 'notPrinted']).toContain(stage);
  if (told.outcome !== undefined) expect(stage).toBe(told.outcome);
  if (told.handedOver === true) expect(listOf(handedOverToday)).toBe('good');
}
