import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { attackedHost } from '../support/attacked-host.ts';
import { PIN } from '../support/counter.ts';
import { journalOf } from '../support/journal.ts';
import { closed } from '../support/loopback.ts';
import { problemOf } from '../support/problem.ts';

const attacked = attackedHost();

describe('a message', () => {
  test('too long closes the socket, and none of it is done', async () => {
    const { client, socket } = await attacked.host.screen();
    await client.session.signIn({ staffId: 'operator-1', pin: PIN });
    const before = journalOf(attacked.counter).length;
    const end = closed(socket);
    socket.send(JSON.stringify({ i: '1', p: { u: '/people/record', b: { json: 'x'.repeat(256 * 1024) } } }));
    expect(await end).toMatchObject({ code: 1009 });
    expect(journalOf(attacked.counter)).toHaveLength(before);
  });

  test('with a file may be longer, and is answered', async () => {
    const { client } = await attacked.host.screen();
    await client.session.signIn({ staffId: 'technician-1', pin: PIN });
    const scan = new Blob([new Uint8Array(2 * 1024 * 1024)], { type: 'image/png' });
    expect(await problemOf(client.devices.readAlignmentScan({ scan }))).toMatchObject({
      code: 'printer.scanUnreadable',
    });
  });

  test('that is as long as allowed is answered', async () => {
    const { client } = await attacked.host.screen();
    await client.session.signIn({ staffId: 'operator-1', pin: PIN });
    const { cnic } = sampleApplicant(1);
    const fields = Object.fromEntries(
      Array.from({ length: 26 }, (_, index) => [`f${String.fromCharCode(97 + index)}`, 'خ'.repeat(500)]),
    );
    await client.drafts.save({ cnic, fields });
    expect(await client.drafts.get({ cnic })).toMatchObject({ fields });
  });

  test.each([
    ['garbage text', 'garbage'],
    ['empty text', ''],
    ['broken JSON', '{"i":"x","p":{'],
    ['JSON that is no message', '[]'],
    ['null', 'null'],
    ['a number', '5'],
    ['a message without a payload', '{"i":"x"}'],
    ['a payload without an address', '{"i":"x","p":{}}'],
    ['an address that is none', '{"i":"x","p":{"u":"http://["}}'],
    ['headers that are none', '{"i":"x","p":{"u":"/status/now","h":5}}'],
    ['an end of a stream that never was', '{"i":"x","t":3,"p":{"e":"done"}}'],
    ['a stop of nothing', '{"i":"x","t":4}'],
    ['a type nobody knows', '{"i":"x","t":99,"p":{}}'],
    ['garbage bytes', Buffer.from([0, 159, 146, 150, 255, 255, 1])],
    ['a file without its message', Buffer.from([255, 1, 2, 3])],
    ['nesting without end', `{"i":"x","p":{"u":"/status/now","b":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`],
    ['nesting in the place of input', nested('/drafts/get', 20_000)],
  ])('%s is not understood, and the socket goes on', async (_what, message) => {
    const { client, socket } = await attacked.host.screen();
    socket.send(message);
    expect(await client.session.current()).toMatchObject({ locked: false });
    expect(socket.readyState).toBe(socket.OPEN);
  });

  test.each([
    '/nobody/knows',
    '/people/find/more',
    '/people',
    '/',
    '/__proto__/toString',
    '/constructor/constructor',
    '/people/constructor',
    '/people/__proto__',
    '/people%2ffind',
  ])('to the procedure %s is answered that there is none', async (address) => {
    expect(await roundTrip({ u: address, b: { json: {} } })).toMatchObject({ status: 404 });
  });

  test('with prototype keys pollutes nothing', async () => {
    const { client } = await attacked.host.screen();
    await client.session.signIn({ staffId: 'operator-1', pin: PIN });
    for (const key of ['__proto__', 'constructor', 'prototype']) {
      const attack = `{"json":{"cnic":"7110112345671","${key}":{"polluted":true,"role":"supervisor"}},"meta":[]}`;
      const answer = await roundTrip({ u: '/drafts/get', b: JSON.parse(attack) as unknown });
      expect([200, 400]).toContain(answer.status);
    }
    for (const path of [
      ['__proto__', 'polluted'],
      ['constructor', 'prototype', 'polluted'],
    ]) {
      await roundTrip({ u: '/drafts/get', b: { json: { cnic: '7110112345671' }, meta: [[0, ...path]] } });
      await roundTrip({ u: '/drafts/get', b: { json: { cnic: '7110112345671' }, meta: [[1, ...path]] } });
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  test('with an id of an answered message is a message of its own, once more through the same door', async () => {
    const { client, socket } = await attacked.host.screen();
    await client.session.signOut();
    // Recorded while an operator was signed in; sent again after they left.
    const recorded = JSON.stringify({
      i: '7',
      p: { u: '/people/record', b: { json: { person: sampleApplicant(60) } } },
    });
    const before = journalOf(attacked.counter).length;
    const reply = once(socket, 'message');
    socket.send(recorded);
    expect(String((await reply)[0])).toContain('session.needed');
    expect(journalOf(attacked.counter)).toHaveLength(before);
  });

  test('of an old socket cannot be sent again: the act is recorded once', async () => {
    const first = await attacked.host.screen();
    await first.client.session.signIn({ staffId: 'operator-1', pin: PIN });
    const message = JSON.stringify({
      i: '9',
      p: { u: '/people/record', b: { json: { person: sampleApplicant(61) } } },
    });
    const answered = once(first.socket, 'message');
    first.socket.send(message);
    await answered;
    const before = journalOf(attacked.counter).length;
    const second = await attacked.host.screen();
    const again = once(second.socket, 'message');
    second.socket.send(message);
    await again;
    expect(journalOf(attacked.counter)).toHaveLength(before);
    // And the old socket is deaf.
    first.socket.send(
      JSON.stringify({ i: '10', p: { u: '/people/record', b: { json: { person: sampleApplicant(62) } } } }),
    );
    expect(await second.client.people.find({ cnic: sampleApplicant(62).cnic })).toMatchObject({ person: null });
  });

  test('too many at once are all answered', async () => {
    const { client } = await attacked.host.screen();
    const answers = await Promise.all(Array.from({ length: 500 }, () => client.session.current()));
    expect(answers).toHaveLength(500);
  });

  test('whose answer nobody waits for ends with the socket', async () => {
    const { client, socket } = await attacked.host.screen();
    const watch = await client.status.watch();
    await watch.next();
    expect(attacked.counter.core.counter.status.changes.size).toBe(1);
    const gone = closed(socket);
    socket.terminate();
    await gone;
    await expect.poll(() => attacked.counter.core.counter.status.changes.size).toBe(0);
  });

  test('that is refused says so with the code alone, over the wire as well', async () => {
    const { client } = await attacked.host.screen();
    await client.session.signOut();
    expect(await problemOf(client.drafts.list())).toEqual({ kind: 'DENIED', code: 'session.needed', detail: {} });
  });
});

/** Sends one request as the wire has it, and reads status and body of the answer. */
async function roundTrip(payload: unknown): Promise<{ status: number; body: unknown }> {
  const { socket } = await attacked.host.screen();
  const reply = once(socket, 'message');
  socket.send(JSON.stringify({ i: '1', p: payload }));
  const { p } = JSON.parse(String((await reply)[0])) as { p: { s?: number; b?: unknown } };
  return { status: p.s ?? 200, body: p.b };
}

function nested(address: string, depth: number): string {
  return `{"i":"x","p":{"u":"${address}","b":{"json":{"cnic":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}}}}`;
}
