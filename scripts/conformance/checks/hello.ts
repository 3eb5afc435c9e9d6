import assert from 'node:assert/strict';
import { expectOk, expectRefusal, type Check } from '../check.ts';
import { genesis } from '../journal.ts';
import { member, textOf } from '../json.ts';

const section = 'Hello';
const json = { build: '1.0.0', schemas: { oldest: 1, newest: 1 } };

export const helloChecks: readonly Check[] = [
  {
    section,
    name: 'tells an empty stream that nothing is there, by the hash of its beginning',
    run: async ({ elsewhere }) => {
      const answer = await elsewhere.ask('POST', 'hello', { json });
      expectOk(answer);
      assert.deepEqual(member(answer.body, 'have'), { seq: 0, head: genesis(elsewhere.stream) });
    },
  },
  {
    section,
    name: 'gives its time, its limits and the schemas it reads',
    run: async ({ first }) => {
      const { body } = await first.ask('POST', 'hello', { json });
      assert(Math.abs(Date.parse(textOf(body, 'serverTime')) - Date.now()) < 3_600_000, 'its clock is an hour off');
      for (const limit of ['maxEntries', 'maxBatchBytes', 'maxBlobBytes']) {
        assert(Number(member(body, 'limits', limit)) > 0, limit);
      }
      assert(Number(member(body, 'schemas', 'oldest')) <= Number(member(body, 'schemas', 'newest')));
    },
  },
  {
    section,
    name: 'a greeting of another shape is refused as malformed',
    run: async ({ first }) => {
      const answer = await first.ask('POST', 'hello', { json: { build: '', schemas: {} } });
      expectRefusal(answer, { status: 400, code: 'input.malformed' });
    },
  },
];
