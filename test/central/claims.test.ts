import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putCentre } from '../../src-central/enrolment/centres.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { ClaimReply, CLAIMS_A_MINUTE } from '../../src-shared/contract/central/claims.ts';
import type { FeedItem } from '../../src-shared/contract/central/feed.ts';
import { startTestCentral } from '../support/test-central.ts';
import { enrolTestCounter, newPerson, type TestCounter } from '../support/test-counter.ts';

let running: RunningCentral;
let counters: TestCounter[];
let stranger: TestCounter;
let now = Date.now();
beforeAll(async () => {
  running = await startTestCentral({ now: () => new Date(now) });
  await putCentre(running.central.db, { code: 'SKD' as never, nameEn: 'Skardu', nameUr: 'سکردو' }, new Date());
  counters = await Promise.all([1, 2, 3, 4].map((number) => enrolTestCounter(running, number)));
  stranger = await enrolTestCounter(running, 1, 'SKD');
});
afterAll(() => running.stop());

type Ask = { readonly subject: string; readonly action?: 'take' | 'release'; readonly seconds?: number };

async function ask(of: TestCounter, { subject, action = 'take', seconds = 600 }: Ask): Promise<ClaimReply> {
  const body = { subject, action, actor: 'operator-1', seconds };
  const response = await of.post(`/v1/streams/${of.stream}/claims`, body);
  return ClaimReply.parse(await response.json());
}

async function claimsIn(of: TestCounter, after: number): Promise<(FeedItem & { kind: 'claim' })[]> {
  const { items } = await of.feed({ after });
  return items.filter((item) => item.kind === 'claim');
}

describe('a claim', () => {
  it('goes to exactly one of those who ask at the same time, and the others hear who has it', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { subject } = newPerson();
      const replies = await Promise.all(counters.map((counter) => ask(counter, { subject })));
      const winners = replies.filter((reply) => reply.held);
      expect(winners).toHaveLength(1);
      const holder = winners[0]!.by!.stream;
      for (const reply of replies) expect(reply.by).toEqual({ stream: holder, actor: 'operator-1' });
      const { rows } = await running.central.pool.query('select stream from case_claim where subject = $1', [subject]);
      expect(rows).toEqual([{ stream: holder }]);
    }
  });

  it('is renewed by its holder, kept from the others, and theirs when it is given back', async () => {
    const [one, two] = counters as [TestCounter, TestCounter];
    const { subject } = newPerson();
    const first = await ask(one, { subject });
    now += 300_000;
    expect((await ask(one, { subject })).until! > first.until!).toBe(true);
    now += 599_000;
    expect(await ask(two, { subject })).toMatchObject({ held: false, by: { stream: one.stream } });
    await ask(two, { subject, action: 'release' });
    expect(await ask(two, { subject })).toMatchObject({ held: false, by: { stream: one.stream } });
    expect(await ask(one, { subject, action: 'release' })).toMatchObject({ held: false, by: null });
    expect(await ask(two, { subject })).toMatchObject({ held: true });
  });

  it('is anybody’s once it has run out by central’s clock', async () => {
    const [one, two] = counters as [TestCounter, TestCounter];
    const { subject } = newPerson();
    await ask(one, { subject, seconds: 60 });
    now += 59_000;
    expect((await ask(two, { subject })).held).toBe(false);
    now += 1_000;
    expect((await ask(two, { subject })).held).toBe(true);
  });

  it('is told to the centre and to every other centre that follows the person, and to nobody else', async () => {
    const [one, two] = counters as [TestCounter, TestCounter];
    const person = newPerson();
    const { next } = await two.feed();
    const { next: far } = await stranger.feed();
    await ask(one, { subject: person.subject });
    const told = await claimsIn(two, next);
    expect(told.at(-1)).toMatchObject({ subject: person.subject, stream: one.stream, actor: 'operator-1' });
    expect(await claimsIn(stranger, far)).toEqual([]);
    const theirs = stranger.write(person.draft);
    await stranger.push([theirs]);
    await stranger.receiptsOf([theirs]);
    await ask(one, { subject: person.subject, action: 'release' });
    expect((await claimsIn(stranger, far)).at(-1)).toMatchObject({
      subject: person.subject,
      stream: null,
      until: null,
    });
  });

  it('is refused for what is no person, for too long, and in another’s name', async () => {
    const [one, two] = counters as [TestCounter, TestCounter];
    const post = async (body: object, stream = one.stream) =>
      (await (await one.post(`/v1/streams/${stream}/claims`, body)).json()) as object;
    const good = { subject: newPerson().subject, action: 'take', actor: 'operator-1', seconds: 600 };
    const till = 'till:GLT-1-1:2026-11-21';
    expect(await post({ ...good, subject: till })).toMatchObject({ code: 'input.malformed' });
    expect(await post({ ...good, seconds: 601 })).toMatchObject({ code: 'input.malformed' });
    expect(await post(good, two.stream)).toMatchObject({ code: 'session.forbidden' });
  });

  it('is not given to a counter that hoards: the others can work', async () => {
    const [one, two] = counters as [TestCounter, TestCounter];
    now += 700_000;
    const replies = [];
    for (let count = 0; count < 55; count += 1) replies.push(await ask(one, { subject: newPerson().subject }));
    expect(replies.filter((reply) => reply.held)).toHaveLength(50);
    expect((await ask(two, { subject: newPerson().subject })).held).toBe(true);
  });

  it('is asked for so often a minute and no more: whoever goes on is told when to come again, alone', async () => {
    const [one, two] = counters as [TestCounter, TestCounter];
    now += 700_000;
    const subject = newPerson().subject;
    const body = { subject, action: 'take', actor: 'operator-1', seconds: 600 };
    const post = (of: TestCounter) => of.post(`/v1/streams/${of.stream}/claims`, body);
    const answers = await Promise.all(Array.from({ length: CLAIMS_A_MINUTE + 3 }, () => post(one)));
    const busy = answers.filter(({ status }) => status === 429);
    expect(busy.map(({ headers }) => headers.get('retry-after'))).toEqual(['60', '60', '60']);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(CLAIMS_A_MINUTE);
    expect((await post(two)).status).toBe(200);
    // Lookups are counted apart.
    const lookup = { cnic: subject.slice(7), actor: 'operator-1' };
    expect((await one.post(`/v1/streams/${one.stream}/lookup`, lookup)).status).toBe(200);
    now += 60_000;
    expect((await post(one)).status).toBe(200);
  });
});
