import { createPrivateKey } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { putAdmin } from '../../src-central/auth/admins.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { centralKeyOf } from '../../src-main/replay/central-signature.ts';
import { learnSealKey } from '../../src-main/replay/replay-store.ts';
import { exportUnsent } from '../../src-main/replay/stick/export-unsent.ts';
import { importReply } from '../../src-main/replay/stick/import-reply.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { ReplayCounter } from '../support/replay-counter.ts';
import { startTestCentral } from '../support/test-central.ts';

const clock = { now: () => Date.now() };
let running: RunningCentral;
let counter: ReplayCounter;
let cookie = '';
let token = '';
beforeAll(async () => {
  running = await startTestCentral();
  await putAdmin(running.central.db, { name: 'chief', password: 'right horse staple' });
  counter = new ReplayCounter();
  await counter.enrol(running, { counter: 1 });
  learnSealKey(counter.store, running.central.keys.sealKey);
  const signedIn = await fetch(`${running.url}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: running.url },
    body: new URLSearchParams({ name: 'chief', password: 'right horse staple' }),
  });
  cookie = signedIn.headers.getSetCookie()[0]!.split(';')[0]!;
  token = /name="token" value="([^"]+)"/.exec(await (await show(cookie)).text())![1]!;
});
afterAll(async () => {
  await counter.destroy();
  await running.stop();
});

const show = (as: string) => fetch(`${running.url}/stick`, { headers: { cookie: as } });

function send(file: Uint8Array, { as = cookie, with: given = token, origin = running.url } = {}): Promise<Response> {
  const form = new FormData();
  form.set('token', given);
  form.set('file', new File([Uint8Array.from(file)], 'one.sealed'));
  return fetch(`${running.url}/stick`, { method: 'POST', headers: { cookie: as, origin }, body: form });
}

async function exported(): Promise<Buffer> {
  const { stream, signingKey } = counter.identity.enrolment!;
  const key = createPrivateKey({ key: Buffer.from(signingKey, 'base64'), format: 'der', type: 'pkcs8' });
  const { chunks } = await exportUnsent({ store: counter.store, clock, stream, key }, null);
  const pieces: Uint8Array[] = [];
  for await (const piece of chunks) pieces.push(piece);
  return Buffer.concat(pieces);
}

it('an administrator brings a file in and takes the answer back', async () => {
  counter.recordPeople(3);
  const answer = await send(await exported());
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-disposition')).toMatch(
    /^attachment; filename="parwana-GLT-1-1-\d{8}-\d{6}\.reply"$/,
  );
  const { stream, centralPublicKey } = counter.identity.enrolment!;
  const parts = {
    store: counter.store,
    clock,
    rules: firstRules,
    stream,
    centralKey: centralKeyOf(centralPublicKey),
  };
  expect(await importReply(parts, answer.body!)).toMatchObject({ acked: 3 });
  expect(counter.counts).toMatchObject({ unsent: 0, unsettled: 0 });
  const { rows } = await running.central.pool.query('select stream, imported_by, entries::int from stick_import');
  expect(rows).toEqual([{ stream, imported_by: 'chief', entries: 3 }]);
});

it('nobody else does, nor a form from elsewhere', async () => {
  counter.recordPeople(1);
  const file = await exported();
  expect(await (await show('')).text()).toContain('name="password"');
  expect((await send(file, { as: '' })).status).toBe(403);
  expect((await send(file, { with: 'another' })).status).toBe(403);
  expect((await send(file, { origin: 'https://elsewhere.example' })).status).toBe(403);
  const { rows } = await running.central.pool.query(
    'select count(*)::int as n from entry where seq > 3 and stream = $1',
    [counter.identity.place.stream],
  );
  expect(rows).toEqual([{ n: 0 }]);
});

it('a file that is damaged or no file of ours is refused with its cause', async () => {
  const file = await exported();
  const broken = await send(file.subarray(0, file.length - 9));
  expect(broken.status).toBe(422);
  expect(await broken.text()).toContain('The file ends too early');
  expect(await (await send(Buffer.from('a holiday picture'))).text()).toContain('is no such file');
});
