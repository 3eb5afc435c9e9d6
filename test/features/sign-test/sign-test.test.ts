import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sampleCatalogues } from '../../../src-shared/catalogue/sample-catalogues.ts';
import { PIN, startTestCounter, type TestCounter } from '../../support/counter.ts';
import { journalOf } from '../../support/journal.ts';
import { problemOf } from '../../support/problem.ts';
import { longOffline, readyForSignTest, rightPlaces, sitTest } from '../../support/ready-to-test.ts';

const START = Date.UTC(2026, 0, 12, 5);
const SECOND = 1_000;
const DAY = 86_400_000;
let clock = { now: START };
let monotonic = 0;
let counter: TestCounter;
beforeEach(async () => {
  clock = { now: START };
  monotonic = 1_000;
  counter = await startTestCounter({
    rules: sampleCatalogues(),
    policy: longOffline,
    now: () => clock.now,
    monotonic: () => monotonic,
  });
});
afterEach(() => counter.stop());

describe('a sign test', () => {
  test('is sat behind a locked screen, judged by the core and kept as an entry', async () => {
    const { id: applicationId } = await readyForSignTest(counter, clock);
    const { client } = counter;
    expect(await client.signTest.waiting()).toMatchObject([{ application: { id: applicationId }, against: null }]);

    const exam = await client.signTest.start({ applicationId, language: 'ur' });
    expect(exam.questions).toHaveLength(10);
    // Every topic has its turn before one has a third: six topics, ten questions.
    expect(exam.questions.filter(({ picture }) => picture !== null).length).toBeGreaterThanOrEqual(6);
    expect(exam.leftMs).toBe(600 * SECOND);
    // The taker reaches the test alone.
    expect(await problemOf(client.applications.get({ applicationId }))).toMatchObject({ code: 'session.locked' });
    expect(await problemOf(client.signTest.waiting())).toMatchObject({ code: 'session.locked' });
    expect(await problemOf(client.signTest.abandon({ applicationId }))).toMatchObject({ code: 'session.locked' });
    expect(await client.signTest.state()).toMatchObject({ exam: { applicationId }, result: null });

    monotonic += 90.5 * SECOND;
    const result = await sitTest(counter, exam, 7);
    expect(result).toMatchObject({ right: 7, asked: 10, pass: 7, passed: true, ended: 'finished', retryFrom: null });
    expect(result.seconds).toBe(91);
    expect(await problemOf(client.signTest.leave())).toMatchObject({ code: 'session.locked' });
    await client.session.unlock({ pin: PIN });
    await client.signTest.leave();
    expect(await client.signTest.state()).toEqual({ exam: null, result: null });

    const body = JSON.parse(journalOf(counter).findLast(({ type }) => type === 'application.satSignTest')!.body);
    expect(body).toMatchObject({ bank: 'roadSigns@sample-2026-01', right: 7, passed: true, language: 'ur' });
    // The paper can be shown again as it was: which questions, their answers in which order, what was chosen.
    expect(body.questions.map(({ shown }: { shown: number[] }) => shown.toSorted((a, b) => a - b))).toEqual(
      body.questions.map(() => [0, 1, 2, 3]),
    );
    expect(await client.applications.get({ applicationId })).toMatchObject({ step: 'roadTest' });
    expect(await client.signTest.waiting()).toEqual([]);
    expect(await problemOf(client.signTest.start({ applicationId, language: 'en' }))).toMatchObject({
      code: 'test.passed',
    });
  });

  test('tells nobody before the end which answer is right', async () => {
    const { id: applicationId } = await readyForSignTest(counter, clock);
    const { client } = counter;
    const exam = await client.signTest.start({ applicationId, language: 'en' });
    const answer = await client.signTest.answer({ applicationId, question: 0, chosen: 1, language: 'en' });
    expect(Object.keys(answer)).toEqual(['leftMs']);
    expect(Object.keys(exam.questions[0]!).toSorted()).toEqual(['answers', 'chosen', 'picture', 'text']);
    for (const each of exam.questions) {
      for (const words of each.answers) expect(Object.keys(words).toSorted()).toEqual(['en', 'ur']);
    }
    expect(JSON.stringify(await client.signTest.state())).not.toContain('"right":true');
  });

  test('once failed may be tried again when the wait is over, with another paper', async () => {
    const { id: applicationId } = await readyForSignTest(counter, clock);
    const { client } = counter;
    const first = await client.signTest.start({ applicationId, language: 'en' });
    expect(await sitTest(counter, first, 6)).toMatchObject({ passed: false, retryFrom: '2026-03-11' });
    await client.session.unlock({ pin: PIN });
    expect(await problemOf(client.signTest.start({ applicationId, language: 'en' }))).toMatchObject({
      code: 'application.retestWait',
      detail: { days: 15, from: '2026-03-11' },
    });
    expect(await client.signTest.waiting()).toMatchObject([
      { retryFrom: '2026-03-11', attempts: [{ right: 6, passed: false }] },
    ]);
    clock.now += 15 * DAY;
    await counter.signIn('operator-1');
    const second = await client.signTest.start({ applicationId, language: 'en' });
    expect(second.questions.map(({ text, answers }) => [text, answers])).not.toEqual(
      first.questions.map(({ text, answers }) => [text, answers]),
    );
    expect(await sitTest(counter, second, 10)).toMatchObject({ passed: true });
  });

  test('takes a changed answer until the end, and none after it', async () => {
    const { id: applicationId } = await readyForSignTest(counter, clock);
    const { client } = counter;
    const exam = await client.signTest.start({ applicationId, language: 'en' });
    const [place = 0] = rightPlaces(exam);
    const answer = (chosen: number) => client.signTest.answer({ applicationId, question: 0, chosen, language: 'en' });
    await answer((place + 1) % 4);
    await answer(place);
    expect(await problemOf(answer(4))).toMatchObject({ code: 'input.malformed' });
    expect(await client.signTest.finish({ applicationId })).toMatchObject({ right: 1, passed: false });
    expect(await problemOf(answer(place))).toMatchObject({ code: 'test.noneRunning' });
    // Asked twice, it is judged once.
    expect(await client.signTest.finish({ applicationId })).toMatchObject({ right: 1 });
    expect(journalOf(counter).filter(({ type }) => type === 'application.satSignTest')).toHaveLength(1);
  });

  test('that its taker walks away from is failed by the rule, whatever was answered', async () => {
    const { id: applicationId } = await readyForSignTest(counter, clock);
    const { client } = counter;
    const exam = await client.signTest.start({ applicationId, language: 'en' });
    for (const [question, chosen] of rightPlaces(exam).entries()) {
      await client.signTest.answer({ applicationId, question, chosen, language: 'en' });
    }
    await client.session.unlock({ pin: PIN });
    const result = await client.signTest.abandon({ applicationId });
    expect(result).toMatchObject({ right: 10, passed: false, ended: 'abandoned', retryFrom: '2026-03-11' });
    expect(await problemOf(client.signTest.start({ applicationId, language: 'en' }))).toMatchObject({
      code: 'application.retestWait',
    });
  });

  test('comes after the papers and the fee, and is a service that asks for one', async () => {
    await counter.signIn('operator-1');
    const { client } = counter;
    const { id: ready, cnic } = await readyForSignTest(counter, clock);
    const [learner] = (await client.applications.list({ stages: ['approved'] })).filter((each) => each.cnic === cnic);
    expect(await problemOf(client.signTest.get({ applicationId: learner!.id }))).toMatchObject({
      code: 'application.notAStep',
    });
    await client.applications.documentsSeen({ applicationId: ready, documents: [] });
    expect(await problemOf(client.signTest.start({ applicationId: ready, language: 'en' }))).toMatchObject({
      code: 'application.stepEarly',
    });
  });
});

describe('the time of a sign test', () => {
  test('runs out by the clock that never jumps, and the core judges what was answered', async () => {
    const { id: applicationId } = await readyForSignTest(counter, clock);
    const { client } = counter;
    const exam = await client.signTest.start({ applicationId, language: 'en' });
    const [chosen = 0] = rightPlaces(exam);
    await client.signTest.answer({ applicationId, question: 0, chosen, language: 'en' });
    monotonic += 600 * SECOND;
    const late = client.signTest.answer({ applicationId, question: 1, chosen: 0, language: 'en' });
    expect(await problemOf(late)).toMatchObject({ code: 'test.noneRunning' });
    const { exam: running, result } = await client.signTest.state();
    expect(running).toBeNull();
    expect(result).toMatchObject({ right: 1, passed: false, ended: 'timeUp', seconds: 600 });
  });

  test('runs out with nobody looking: the core judges by itself', async () => {
    const { id: applicationId } = await readyForSignTest(counter, clock);
    const before = journalOf(counter).length;
    await counter.client.signTest.start({ applicationId, language: 'en' });
    monotonic += 600 * SECOND;
    await expect.poll(() => journalOf(counter).length, { timeout: 12_000, interval: 100 }).toBe(before + 1);
    expect(JSON.parse(journalOf(counter).at(-1)!.body)).toMatchObject({ ended: 'timeUp', right: 0, passed: false });
  }, 15_000);

  test('is not made longer by a clock that is set back, nor shorter by one set ahead', async () => {
    const { id: applicationId } = await readyForSignTest(counter, clock);
    const { client } = counter;
    await client.signTest.start({ applicationId, language: 'en' });
    monotonic += 599 * SECOND;
    clock.now -= 3 * 3600 * SECOND;
    expect((await client.signTest.state()).exam).toMatchObject({ leftMs: SECOND });
    clock.now += 9 * 3600 * SECOND;
    expect((await client.signTest.state()).exam).toMatchObject({ leftMs: SECOND });
    monotonic += SECOND;
    expect((await client.signTest.state()).exam).toBeNull();
  });

  test('and the paper outlive a stop in the middle, and the stop gives nothing', async () => {
    const { id: applicationId } = await readyForSignTest(counter, clock);
    const exam = await counter.client.signTest.start({ applicationId, language: 'en' });
    monotonic += 100 * SECOND;
    await counter.client.signTest.answer({ applicationId, question: 3, chosen: 2, language: 'ur' });
    await counter.restart();
    // A day later, and the clock that never jumps began anew.
    monotonic = 50;
    const { client } = counter;
    expect(await client.signTest.state()).toEqual({ exam: null, result: null });
    await counter.signIn('operator-1');
    const standing = await client.signTest.get({ applicationId });
    expect(standing).toMatchObject({ open: { answered: 1 } });
    expect(standing.open!.leftMs).toBeLessThanOrEqual(500 * SECOND);
    expect(standing.open!.leftMs).toBeGreaterThanOrEqual(489 * SECOND);
    const again = await client.signTest.start({ applicationId, language: 'en' });
    expect(again.questions.map(({ text, answers }) => [text, answers])).toEqual(
      exam.questions.map(({ text, answers }) => [text, answers]),
    );
    expect(again.questions[3]).toMatchObject({ chosen: 2 });
    expect(again.leftMs).toBe(standing.open!.leftMs);
    await sitTest(counter, again, 10);
    await client.session.unlock({ pin: PIN });
    expect(await client.signTest.get({ applicationId })).toMatchObject({
      open: null,
      attempts: [{ interrupted: 1, passed: true }],
    });
  });

  test('is not won back by stopping again and again', async () => {
    const { id: applicationId } = await readyForSignTest(counter, clock);
    const lefts: number[] = [];
    for (let stop = 0; stop < 4; stop += 1) {
      await counter.signIn('operator-1');
      lefts.push((await counter.client.signTest.start({ applicationId, language: 'en' })).leftMs);
      await counter.restart();
    }
    expect(lefts).toEqual(lefts.toSorted((a, b) => b - a));
    expect(new Set(lefts).size).toBe(lefts.length);
  });

  test('ends for a paper left behind when the operator says so', async () => {
    const { id: applicationId } = await readyForSignTest(counter, clock);
    await counter.client.signTest.start({ applicationId, language: 'en' });
    await counter.restart();
    await counter.signIn('operator-2');
    expect(await counter.client.signTest.abandon({ applicationId })).toMatchObject({
      passed: false,
      ended: 'abandoned',
    });
  });
});
