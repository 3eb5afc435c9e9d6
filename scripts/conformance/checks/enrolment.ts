import assert from 'node:assert/strict';
import { expectOk, expectRefusal, type Check } from '../check.ts';
import { Counter } from '../counter.ts';
import { member, textOf } from '../json.ts';

const section = 'Enrolment';

export const enrolmentChecks: readonly Check[] = [
  {
    section,
    name: 'a code nobody gave out is refused',
    run: async ({ central }) => {
      expectRefusal(await new Counter(central).enrol('0000-0000-0000'), { status: 403, code: 'enrolment.badCode' });
    },
  },
  {
    section,
    name: 'a one-time code enrols no second key',
    run: async ({ central, codes }) => {
      expectRefusal(await new Counter(central).enrol(codes[0] ?? ''), { status: 403, code: 'enrolment.badCode' });
    },
  },
  {
    section,
    name: 'the same code and key get the same stream again, as after a lost answer',
    run: async ({ first, codes }) => {
      const { stream } = first.enrolment;
      const json = { code: codes[0], publicKey: first.publicKey, build: '1.0.0' };
      const answer = await first.call('POST', '/v1/enrol', { json, as: '' });
      expectOk(answer);
      assert.equal(member(answer.body, 'stream'), stream);
      first.renewKey(textOf(answer.body, 'apiKey'));
    },
  },
  {
    section,
    name: 'no key, a wrong key and another stream’s key open nothing',
    run: async ({ first, second }) => {
      const refusals = await Promise.all([
        first.ask('GET', 'feed?after=0', { as: '' }),
        first.ask('GET', 'feed?after=0', { as: 'x'.repeat(43) }),
        first.ask('GET', 'feed?after=0', { as: second.enrolment.apiKey }),
      ]);
      assert.deepEqual(
        refusals.map(({ status, body }) => [status, member(body, 'code')]),
        [
          [401, 'central.unauthorised'],
          [401, 'central.unauthorised'],
          [403, 'session.forbidden'],
        ],
      );
    },
  },
];
