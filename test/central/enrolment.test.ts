import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rawPublicKey } from '../../src-central/auth/signatures.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { EnrolReply } from '../../src-shared/contract/central/enrolment.ts';
import { codeFor, startTestCentral } from '../support/test-central.ts';
import { enrolTestCounter, newPerson } from '../support/test-counter.ts';

let running: RunningCentral;
let skew = 0;
let number = 0;
beforeAll(async () => {
  running = await startTestCentral({ now: () => new Date(Date.now() + skew) });
});
afterAll(() => running.stop());
beforeEach(async () => {
  number += 1;
  await running.central.pool.query('delete from attempt');
});

const newKey = () => rawPublicKey(generateKeyPairSync('ed25519').publicKey);

function enrol(body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${running.url}/v1/enrol`, { method: 'POST', headers, body: JSON.stringify({ build: '1', ...body }) });
}

describe('a one-time code', () => {
  it('enrols one counter, whatever way it is typed', async () => {
    const code = await codeFor(running, number);
    const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    const reply = EnrolReply.parse(await (await enrol({ code: typed, publicKey: newKey() })).json());
    expect(reply).toMatchObject({ stream: `GLT-${number}-1`, centre: 'GLT', counter: number });
    expect(Buffer.from(reply.escrowKey, 'base64')).toHaveLength(32);
    expect((await enrol({ code, publicKey: newKey() })).status).toBe(403);
  });

  it('answers the same PC again while nothing was sent: the first answer may have been lost', async () => {
    const [code, publicKey] = [await codeFor(running, number), newKey()];
    const first = EnrolReply.parse(await (await enrol({ code, publicKey })).json());
    const second = EnrolReply.parse(await (await enrol({ code, publicKey })).json());
    expect(second.stream).toBe(first.stream);
    const hello = (key: string) =>
      fetch(`${running.url}/v1/streams/${first.stream}/feed?after=0`, { headers: { authorization: `Bearer ${key}` } });
    expect((await hello(second.apiKey)).status).toBe(200);
    expect((await hello(first.apiKey)).status).toBe(401);
  });

  it('is good for a day', async () => {
    const code = await codeFor(running, number);
    skew = 24 * 3_600_000 + 1_000;
    try {
      const answer = await enrol({ code, publicKey: newKey() });
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({ code: 'enrolment.badCode' });
    } finally {
      skew = 0;
    }
  });

  it('taken by two PCs at the same moment enrols one', async () => {
    const code = await codeFor(running, number);
    const answers = await Promise.all([newKey(), newKey(), newKey()].map((publicKey) => enrol({ code, publicKey })));
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 403, 403]);
  });

  it('cannot be guessed: after ten tries the address waits', async () => {
    const tries = Array.from({ length: 14 }, () => enrol({ code: 'AAAA-BBBB-CCCC', publicKey: newKey() }));
    const statuses = (await Promise.all(tries)).map((answer) => answer.status);
    expect(statuses.filter((status) => status === 403)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(4);
    skew = 16 * 60_000;
    try {
      expect((await enrol({ code: await codeFor(running, number), publicKey: newKey() })).status).toBe(200);
    } finally {
      skew = 0;
    }
  });

  it('is not spent on a key that is none', async () => {
    const code = await codeFor(running, number);
    expect((await enrol({ code, publicKey: 'x' })).status).toBe(400);
    expect((await enrol({ code, publicKey: newKey() })).status).toBe(200);
  });
});

describe('what central keeps', () => {
  it('holds no code, no key and no private key in clear', async () => {
    const code = await codeFor(running, number);
    const counter = await enrolTestCounter(running, 300 + number);
    const { pool, keys } = running.central;
    const tables = ['enrolment_code', 'stream', 'central_key', 'staff'];
    const dumps = await Promise.all(
      tables.map((table) => pool.query(`select row_to_json(t)::text as row from ${table} t`)),
    );
    const dump = dumps.flatMap((each) => each.rows.map((row) => row.row as string)).join('\n');
    const der = keys.signing.export({ type: 'pkcs8', format: 'der' });
    for (const secret of [
      code,
      code.replaceAll('-', ''),
      counter.enrolment.apiKey,
      der.subarray(-32).toString('hex'),
    ]) {
      expect(dump).not.toContain(secret);
    }
    expect(dump).toContain(counter.stream);
  });
});

describe('a counter that is enrolled again', () => {
  it('is another stream with an empty sequence; the old key opens nothing', async () => {
    const first = await enrolTestCounter(running, number);
    await first.push([first.write(newPerson().draft)]);
    const second = await enrolTestCounter(running, number);
    expect(second.stream).toBe(`GLT-${number}-2`);
    const hello = await second.post(`/v1/streams/${second.stream}/hello`, {
      build: '1',
      schemas: { oldest: 1, newest: 1 },
    });
    expect(await hello.json()).toMatchObject({ have: { seq: 0 }, upgradeAdvised: false });
    const old = await fetch(`${running.url}/v1/streams/${first.stream}/feed?after=0`, { headers: first.headers });
    expect(old.status).toBe(403);
    // What the old epoch wrote comes down as another stream's entries.
    const items = await second.feedUntil((all) => all.some((item) => item.kind === 'entry'));
    expect(items.filter((item) => item.kind === 'entry').map((item) => item.entry.stream)).toContain(first.stream);
  });
});
