import assert from 'node:assert/strict';
import { expectOk, type Check } from '../check.ts';
import { uuidv7 } from '../journal.ts';
import { opened, personSubject, recorded, sampleCnic } from '../samples.ts';

const section = 'Receipts';

export const receiptChecks: readonly Check[] = [
  {
    section,
    name: 'an entry that the rules accept is applied',
    run: async ({ first }) => {
      const cnic = sampleCnic();
      const [, application] = await first.push(recorded(cnic), opened(cnic));
      assert(application !== undefined);
      assert.equal((await first.receiptOf(application)).status, 'applied');
    },
  },
  {
    section,
    name: 'one that the rules refuse is an exception with a code, and stops nothing',
    run: async ({ first }) => {
      const cnic = sampleCnic();
      const [, , second, later] = await first.push(recorded(cnic), opened(cnic), opened(cnic), recorded(sampleCnic()));
      assert(second !== undefined && later !== undefined);
      const { status, code } = await first.receiptOf(second);
      assert.deepEqual({ status, code }, { status: 'exception', code: 'application.alreadyOpen' });
      assert.equal((await first.receiptOf(later)).status, 'applied');
    },
  },
  {
    section,
    name: 'one that rests on it is parked, and names what it waits for',
    run: async ({ first }) => {
      const cnic = sampleCnic();
      const [, , second] = await first.push(recorded(cnic), opened(cnic), opened(cnic));
      assert(second !== undefined);
      const [resting] = await first.push({ ...recorded(sampleCnic()), deps: [second.id] });
      assert(resting !== undefined);
      const { status, waitsFor } = await first.receiptOf(resting);
      assert.deepEqual({ status, waitsFor }, { status: 'parked', waitsFor: second.id });
    },
  },
  {
    section,
    name: 'what it cannot read is kept as an exception: a body that is no JSON, an unknown type, a newer schema',
    run: async ({ second }) => {
      const subject = personSubject(sampleCnic());
      const entries = await second.push(
        { type: 'person.recorded', subject, data: null, body: '{"person":' },
        { type: 'person.levitated', subject, data: {} },
        { ...recorded(sampleCnic()), schema: 99 },
        recorded(sampleCnic()),
      );
      const statuses = [];
      for (const entry of entries) statuses.push((await second.receiptOf(entry)).status);
      assert.deepEqual(statuses, ['exception', 'exception', 'exception', 'applied']);
    },
  },
  {
    section,
    name: 'nobody but central speaks as central',
    run: async ({ first }) => {
      const stream = first.stream;
      const data = {
        prefix: 'ZZZ',
        from: 1,
        to: 9,
        checkDigit: 'iso7064-mod11-10',
        stream,
        expiresAt: '2099-01-01T00:00:00.000Z',
      };
      const [forged] = await first.push({
        type: 'lease.granted',
        subject: 'lease:ZZZ:1',
        data,
        role: 'central',
        actor: 'central',
      });
      assert(forged !== undefined);
      assert.equal((await first.receiptOf(forged)).status, 'exception');
    },
  },
  {
    section,
    name: 'an id is used once: the same id in another entry has no second effect',
    run: async ({ first }) => {
      const cnic = sampleCnic();
      const [one] = await first.push(recorded(cnic));
      assert(one !== undefined);
      await first.receiptOf(one);
      const [again] = first.journal.appendAs(one.id, recorded(sampleCnic()));
      assert(again !== undefined);
      expectOk(await first.batch([again]));
      const { item } = await first.waitFor(({ receipt }) => receipt?.seq === again.seq);
      assert.notEqual(item.receipt?.status, 'parked');
      assert.equal(item.receipt?.code, 'ledger.repeated');
    },
  },
  {
    section,
    name: 'the same application opened at two centres is applied once',
    run: async ({ first, elsewhere }) => {
      const cnic = sampleCnic();
      const id = uuidv7();
      const [, here] = await first.push(recorded(cnic), opened(cnic, id));
      assert(here !== undefined);
      await first.receiptOf(here);
      const [, there] = await elsewhere.push(recorded(cnic), opened(cnic));
      assert(there !== undefined);
      assert.equal((await elsewhere.receiptOf(there)).status, 'exception');
    },
  },
];
