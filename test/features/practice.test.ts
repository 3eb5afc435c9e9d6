import { afterEach, describe, expect, test } from 'vitest';
import { isWoman, sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { startTestCounter, type TestCounter } from '../support/counter.ts';
import { license } from '../support/flow.ts';
import { problemOf } from '../support/problem.ts';

let counter: TestCounter;
afterEach(() => counter.stop());

describe("the trainer's panel", () => {
  test('is not there where practice is off, for anybody', async () => {
    counter = await startTestCounter({ practice: false });
    const { client } = counter;
    const before = counter.practice.printer.mechanics.setsLeft;
    for (const staff of [undefined, 'operator-1', 'technician-1', 'supervisor-1'] as const) {
      if (staff !== undefined) await counter.signIn(staff);
      for (const call of [
        client.practice.state(),
        client.practice.set({ ribbonLeft: 1 }),
        client.practice.nextApplicant(),
      ]) {
        expect(await problemOf(call)).toEqual({ kind: 'DENIED', code: 'practice.only', detail: {} });
      }
    }
    expect(counter.practice.printer.mechanics.setsLeft).toBe(before);
    expect(await client.status.now()).toMatchObject({ practice: false });
    expect(await client.enrolment.status()).toMatchObject({ practice: false, suggested: null });
  });

  test('is open to anyone at a practice counter, and does what it says', async () => {
    counter = await startTestCounter();
    const { client } = counter;
    expect(await client.practice.state()).toEqual({
      linkUp: true,
      cameraPlugged: true,
      printerPlugged: true,
      ribbonLeft: 200,
      feederCards: 100,
      coverOpen: false,
      jamNext: false,
      ribbonIn: true,
      cleaningCard: false,
      sitter: 0,
      scene: 'sitter',
    });
    const set = { linkUp: false, cameraPlugged: false, printerPlugged: false, ribbonLeft: 3, feederCards: 0 };
    const left = await client.practice.set({ ...set, coverOpen: true, jamNext: true });
    expect(left).toMatchObject({ ...set, coverOpen: true, jamNext: true });
    expect(await client.practice.set({ printerPlugged: true, coverOpen: false })).toMatchObject({
      linkUp: false,
      cameraPlugged: false,
      printerPlugged: true,
      coverOpen: false,
    });
    const bench = { ribbonIn: false, cleaningCard: true, scene: 'greyCard' } as const;
    expect(await client.practice.set(bench)).toMatchObject(bench);
    const { mechanics } = counter.practice.printer;
    mechanics.feeder = 5;
    await client.practice.set({ handFeed: 2 });
    expect([mechanics.cardsInserted, mechanics.feeder]).toEqual([2, 3]);
  });

  test.each([{ ribbonLeft: -1 }, { ribbonLeft: 201 }, { feederCards: 1.5 }, { sitter: 3 }, { jamNext: 'yes' }])(
    'refuses %j',
    async (change) => {
      counter = await startTestCounter();
      expect(await problemOf(counter.client.practice.set(change as never))).toMatchObject({ kind: 'MALFORMED' });
    },
  );

  test('seats one sample applicant after the other, with the papers that go with the face', async () => {
    counter = await startTestCounter();
    for (const number of [1, 2, 3]) {
      const { person, state } = await counter.client.practice.nextApplicant();
      expect(state.sitter).toBe(number);
      expect(person).toEqual(sampleApplicant(number));
      expect(person.gender).toBe(isWoman(number) ? 'female' : 'male');
    }
  });

  test('sample applicants have a CNIC each, and may all drive a motorcycle', () => {
    const people = Array.from({ length: 500 }, (_, index) => sampleApplicant(index + 1));
    expect(new Set(people.map(({ cnic }) => cnic)).size).toBe(people.length);
    expect(people.filter(({ birthDate }) => birthDate > '2006-12-31')).toEqual([]);
    counter = { stop: () => Promise.resolve() } as TestCounter;
  });

  test('every card of a practice counter is marked', async () => {
    counter = await startTestCounter();
    const { licence } = await license(counter, { person: sampleApplicant(1) });
    const practiceFace = await counter.client.cards.preview({ licenceNumber: licence!.number, side: 'front' });
    const { dataDir } = counter;
    expect(practiceFace.type).toBe('image/png');
    await counter.core.stop();
    // The same store at a counter that is not for practice draws the same card without the mark.
    counter = await startTestCounter({ dataDir, practice: false });
    await counter.signIn('operator-1');
    const realFace = await counter.client.cards.preview({ licenceNumber: licence!.number, side: 'front' });
    expect(Buffer.from(await realFace.arrayBuffer())).not.toEqual(Buffer.from(await practiceFace.arrayBuffer()));
  });
});
