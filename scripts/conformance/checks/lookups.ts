import assert from 'node:assert/strict';
import { isSigned } from '../batch.ts';
import { expectOk, type Check } from '../check.ts';
import { sha256 } from '../journal.ts';
import { member, textOf } from '../json.ts';
import { opened, personSubject, recorded, sampleCnic } from '../samples.ts';

const section = 'Lookups';

export const lookupChecks: readonly Check[] = [
  {
    section,
    name: 'a person of another centre is found, under central’s signature',
    run: async ({ first, elsewhere }) => {
      const cnic = sampleCnic();
      const [entry] = await first.push(recorded(cnic));
      assert(entry !== undefined);
      await first.receiptOf(entry);
      const { body, ...rest } = await elsewhere.ask('POST', 'lookup', {
        json: { cnic, actor: elsewhere.journal.actor },
      });
      expectOk({ body, ...rest });
      const [subject, state] = [textOf(body, 'subject'), textOf(body, 'state')];
      assert.deepEqual([member(body, 'found'), subject], [true, personSubject(cnic)]);
      assert.match(state, /Sample Person/);
      const statement = `parwana-subject-1\n${subject}\n${JSON.stringify(member(body, 'change'))}\n${sha256(state)}`;
      const signature = textOf(body, 'signature');
      assert(isSigned(statement, { key: elsewhere.enrolment.centralKey, signature }), 'the signature is not valid');
    },
  },
  {
    section,
    name: 'nobody known is an answer',
    run: async ({ first }) => {
      const { body, ...rest } = await first.ask('POST', 'lookup', {
        json: { cnic: sampleCnic(), actor: first.journal.actor },
      });
      expectOk({ body, ...rest });
      assert.deepEqual([member(body, 'found'), member(body, 'state')], [false, null]);
    },
  },
  {
    section,
    name: 'a stranger to the centre may not ask',
    run: async ({ first }) => {
      const answer = await first.ask('POST', 'lookup', { json: { cnic: sampleCnic(), actor: 'nobody-here' } });
      assert.equal(answer.status, 403, JSON.stringify(answer.body));
    },
  },
  {
    section: 'Feed',
    name: 'a centre that begins to follow a person gets the whole state once, then what follows',
    run: async ({ first, elsewhere }) => {
      const cnic = sampleCnic();
      const [entry] = await first.push(recorded(cnic));
      assert(entry !== undefined);
      await first.receiptOf(entry);
      expectOk(await elsewhere.ask('POST', 'lookup', { json: { cnic, actor: elsewhere.journal.actor } }));
      const isBase = (item: object) => 'state' in item && 'subject' in item && item.subject === personSubject(cnic);
      const { item } = await elsewhere.waitFor((each) => each.kind === 'subject' && isBase(each));
      const state = String(item['state']);
      const statement = `parwana-subject-1\n${personSubject(cnic)}\n${item.change}\n${sha256(state)}`;
      const { signature = '' } = item;
      assert(isSigned(statement, { key: elsewhere.enrolment.centralKey, signature }), 'the signature is not valid');
      const [later] = await first.push(opened(cnic));
      assert(later !== undefined);
      const { seen } = await elsewhere.waitFor((each) => each.entry?.id === later.id, item.change);
      assert(!seen.some(isBase), 'the state came twice');
    },
  },
];
