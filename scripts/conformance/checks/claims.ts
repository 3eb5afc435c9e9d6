import assert from 'node:assert/strict';
import { expectOk, expectRefusal, type Check } from '../check.ts';
import type { Answer, Counter } from '../counter.ts';
import { member, textOf } from '../json.ts';
import { personSubject, sampleCnic } from '../samples.ts';

const section = 'Claims';

export const claimChecks: readonly Check[] = [
  {
    section,
    name: 'of two counters that take a case at once, one has it and the other hears who',
    run: async ({ first, second }) => {
      const cnic = sampleCnic();
      const answers = await Promise.all([take(first, cnic), take(second, cnic)]);
      answers.forEach(expectOk);
      const held = answers.filter(({ body }) => member(body, 'held') === true);
      assert.equal(held.length, 1);
      const holder = member(answers[0]?.body ?? null, 'held') === true ? first : second;
      for (const { body } of answers) assert.equal(textOf(body, 'by', 'stream'), holder.stream);
    },
  },
  {
    section,
    name: 'ends by the server’s clock, within ten minutes',
    run: async ({ first }) => {
      const { body } = await take(first, sampleCnic());
      const lasts = Date.parse(textOf(body, 'until')) - Date.parse(textOf(body, 'serverTime'));
      assert(lasts > 0 && lasts <= 600_000, `it lasts ${lasts} ms`);
      const subject = personSubject(sampleCnic());
      const json = { subject, action: 'take', actor: first.journal.actor, seconds: 100_000 };
      expectRefusal(await first.ask('POST', 'claims', { json }), { status: 400, code: 'input.malformed' });
    },
  },
  {
    section,
    name: 'a released case is free, and the centre’s counters hear of both',
    run: async ({ first, second }) => {
      const cnic = sampleCnic();
      expectOk(await take(first, cnic));
      const isOf = (stream: string | null) => (item: object) =>
        'subject' in item && item.subject === personSubject(cnic) && 'stream' in item && item.stream === stream;
      const { item } = await second.waitFor((each) => each.kind === 'claim' && isOf(first.stream)(each));
      const json = { subject: personSubject(cnic), action: 'release', actor: first.journal.actor, seconds: 1 };
      expectOk(await first.ask('POST', 'claims', { json }));
      await second.waitFor((each) => each.kind === 'claim' && isOf(null)(each), item.change);
      assert.equal(member((await take(second, cnic)).body, 'held'), true);
    },
  },
];

function take(counter: Counter, cnic: string): Promise<Answer> {
  const json = { subject: personSubject(cnic), action: 'take', actor: counter.journal.actor, seconds: 60 };
  return counter.ask('POST', 'claims', { json });
}
