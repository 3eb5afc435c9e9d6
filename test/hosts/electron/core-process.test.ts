import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MOST_MESSAGE } from '../../../src-main/hosts/message-limits.ts';
import { problemOf } from '../../support/problem.ts';
import { keyRing, runCore, type CoreRun } from './core-run.ts';

/** The core as the desktop app runs it: own process, messages to main, one port for each screen. */
describe('the core in a process of its own', { timeout: 120_000 }, () => {
  let work: string;
  let dataDir: string;
  const runs: CoreRun[] = [];

  beforeEach(() => {
    work = mkdtempSync(join(tmpdir(), 'parwana-core-process-'));
    dataDir = join(work, 'counter');
  });
  afterEach(async () => {
    for (const run of runs.splice(0)) {
      run.kill();
      await run.exited;
    }
    rmSync(work, { recursive: true, force: true });
  });
  const start = (ring = keyRing()): CoreRun => {
    const run = runCore(dataDir, { ring });
    runs.push(run);
    return run;
  };

  it('serves a screen over its port, even one that came before the core was ready, and stops cleanly', async () => {
    const run = start();
    const screen = run.openScreen();
    const status = screen.client().enrolment.status();
    expect(await run.outcome).toEqual({ kind: 'ready' });
    expect(await status).toMatchObject({ enrolled: false, practice: true });
    expect(await run.stop()).toBe(0);
  });

  it('streams to the screen', async () => {
    const run = start();
    const client = run.openScreen().client();
    const live = await client.status.watch();
    const first = await live.next();
    expect(first.value).toMatchObject({ disk: expect.anything() });
    await live.return?.(undefined);
  });

  it('takes a file with a call', async () => {
    const run = start();
    const client = run.openScreen().client();
    const scan = new Blob([new Uint8Array(2 * 1024 * 1024)], { type: 'image/png' });
    // It came as far as the question who asks: the door let it in, and the call was understood.
    expect(await problemOf(client.devices.readAlignmentScan({ scan }))).toMatchObject({ code: 'session.needed' });
    expect(await client.enrolment.status()).toMatchObject({ enrolled: false });
  });

  it('gives its place to the newest screen', async () => {
    const run = start();
    const first = run.openScreen();
    await first.client().enrolment.status();
    const second = run.openScreen();
    await first.closed;
    expect(await second.client().enrolment.status()).toMatchObject({ enrolled: false });
  });

  it('closes the port of a screen that sends what no screen sends, and goes on', async () => {
    const run = start();
    await run.outcome;
    for (const [what, message] of Object.entries(badMessages)) {
      const bad = run.openScreen();
      bad.say(message);
      await expect(bad.closed, what).resolves.toBeDefined();
    }
    expect(await run.openScreen().client().enrolment.status()).toMatchObject({ enrolled: false });
  });

  it('wraps the key by the key ring, and says so when another ring is there', async () => {
    const run = start();
    await run.outcome;
    await run.stop();
    expect(record(dataDir)).toMatchObject({ guard: 'os-key-ring' });
    expect(await start(keyRing()).outcome).toMatchObject({ kind: 'refused', code: 'store.wrongKey' });
  });

  it('says so when the key ring is gone, and never starts a second store', async () => {
    const run = start();
    await run.outcome;
    await run.stop();
    expect(await start(keyRing('basic_text')).outcome).toMatchObject({ kind: 'refused', code: 'store.keyMissing' });
  });

  it('uses the key file where the ring is only plain text, and stays with it when a ring appears', async () => {
    const run = start(keyRing('basic_text'));
    expect(await run.outcome).toEqual({ kind: 'ready' });
    await run.stop();
    expect(record(dataDir)).toMatchObject({ guard: 'key-file' });
    expect(readFileSync(join(dataDir, 'logs/core.log'), 'utf8')).toContain('no key ring keeps secrets on this PC');
    const again = start(keyRing());
    expect(await again.outcome).toEqual({ kind: 'ready' });
  });

  it('has a USB process of its own, asks for another when that is killed, and goes on', async () => {
    const run = runCore(dataDir, { ring: keyRing(), practice: false });
    runs.push(run);
    expect(await run.outcome).toEqual({ kind: 'ready' });
    const client = run.openScreen().client();
    // What a machine without camera says, be it that it has no USB either.
    const settled = () =>
      vi.waitFor(async () => expect((await client.status.now()).camera.fault).toMatch(/^(usb.noBus|camera.absent)$/), {
        timeout: 20_000,
      });
    await settled();
    run.usb[0]?.kill('SIGKILL');
    await vi.waitFor(() => expect(run.usb).toHaveLength(2));
    await settled();
    expect(readFileSync(join(dataDir, 'logs/core.log'), 'utf8')).toContain('the USB process ended');
    expect(await run.stop()).toBe(0);
  });

  it('opens the same store again after it was killed', async () => {
    const ring = keyRing();
    const run = start(ring);
    await run.outcome;
    run.kill();
    await run.exited;
    expect(await start(ring).outcome).toEqual({ kind: 'ready' });
    expect(readdirSync(join(dataDir, 'logs')).filter((name) => name.startsWith('crash-'))).toEqual([]);
  });
});

const call = { i: '1', p: { u: '/enrolment/status' } };
const badMessages: Record<string, unknown> = {
  'no JSON': 'hello',
  'JSON of another shape': '{"i":"1","p":null}',
  'a call to another place': JSON.stringify({ i: '1', p: { u: 'http://example.org/' } }),
  'a file': JSON.stringify({ i: '1', p: { u: '/x', h: { 'content-type': 'multipart/form-data' } } }),
  'an object instead of text': call,
  'a file without a form': framed({ i: '1', p: { u: '/x', h: { 'content-type': 'image/jpeg' } } }, 'jpeg'),
  'a form that is none': framed(
    { i: '1', p: { u: '/x', h: { 'content-type': 'multipart/form-data; boundary=b' } } },
    'x',
  ),
  'bytes without a message': new Uint8Array([255, 1, 2, 3]),
  'too much': JSON.stringify({ ...call, p: { ...call.p, b: 'x'.repeat(MOST_MESSAGE) } }),
};

/** A message with a file as oRPC's peers write it: its head, a byte that no text has, its body. */
function framed(head: object, body: string): Uint8Array {
  return Buffer.concat([Buffer.from(JSON.stringify(head)), Buffer.from([255]), Buffer.from(body)]);
}

function record(dataDir: string): unknown {
  return JSON.parse(readFileSync(join(dataDir, 'store.key.json'), 'utf8'));
}
