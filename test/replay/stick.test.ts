import { generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { importFile } from '../../src-central/import/import-file.ts';
import { replyTo } from '../../src-central/import/reply-file.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { exportUnsent } from '../../src-main/replay/stick/export-unsent.ts';
import { importReply, type ReplyTaken } from '../../src-main/replay/stick/import-reply.ts';
import { centralKeyOf } from '../../src-main/replay/central-signature.ts';
import { learnSealKey } from '../../src-main/replay/replay-store.ts';
import { createPrivateKey } from 'node:crypto';
import type { ExportPlace } from '../../src-shared/contract/counter/replay.ts';
import { Fault } from '../../src-shared/errors.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { newPerson } from '../support/test-counter.ts';
import { ReplayCounter } from '../support/replay-counter.ts';
import { startTestCentral } from '../support/test-central.ts';
import { portrait } from '../support/test-store.ts';

const clock = { now: () => Date.now() };

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const list: Uint8Array[] = [];
  for await (const chunk of chunks) list.push(chunk);
  return Buffer.concat(list);
}

/** In pieces of an odd size, as a stick may give them. */
async function* inPieces(bytes: Uint8Array, size = 7_001): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function exportOf(counter: ReplayCounter, { after = null as ExportPlace | null, fileBytes = 1e9 } = {}) {
  const { stream, signingKey } = counter.identity.enrolment!;
  const key = createPrivateKey({ key: Buffer.from(signingKey, 'base64'), format: 'der', type: 'pkcs8' });
  const made = await exportUnsent({ store: counter.store, clock, stream, key, fileBytes }, after);
  return { file: await bytesOf(made.chunks), done: made.done };
}

function takeReply(counter: ReplayCounter, file: Uint8Array): Promise<ReplyTaken> {
  const { stream, centralPublicKey } = counter.identity.enrolment!;
  const centralKey = centralKeyOf(centralPublicKey);
  return importReply({ store: counter.store, clock, rules: firstRules, stream, centralKey }, inPieces(file));
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'taken',
    (error: unknown) => (error instanceof Fault ? error.code : String(error)),
  );
}

describe('work that goes by stick', () => {
  let running: RunningCentral;
  let counter: ReplayCounter;
  let number = 0;
  beforeAll(async () => {
    running = await startTestCentral({ leaseSize: 10 });
  });
  afterAll(() => running.stop());
  beforeEach(async () => {
    number += 1;
    counter = await enrolled(number);
  });
  afterEach(() => counter.destroy());

  async function enrolled(place: number): Promise<ReplayCounter> {
    const made = new ReplayCounter();
    await made.enrol(running, { counter: place });
    learnSealKey(made.store, running.central.keys.sealKey);
    return made;
  }

  function workWithoutLink(photos: number): void {
    counter.recordPeople(40);
    for (let each = 0; each < photos; each += 1) {
      counter.append({ ...(newPerson().draft as never as object), blobs: [portrait(300_000)] } as never);
    }
  }

  async function carry(file: Uint8Array) {
    const imported = await importFile(running.central, inPieces(file), 'a test');
    return { imported, reply: await bytesOf(await replyTo(running.central, imported)) };
  }

  async function entriesAtCentral(): Promise<number> {
    const { stream } = counter.identity.enrolment!;
    const { rows } = await running.central.pool.query('select count(*)::int as n from entry where stream = $1', [
      stream,
    ]);
    return (rows[0] as { n: number }).n;
  }

  it('is received, settled and answered without any line', async () => {
    workWithoutLink(3);
    const { file, done } = await exportOf(counter);
    expect(done).toEqual({ entries: 43, blobs: 3, next: null });
    expect(file.toString('latin1')).not.toContain('Test Applicant');
    const { imported, reply } = await carry(file);
    expect(imported).toMatchObject({ entries: 43, blobs: 3 });
    expect(reply.toString('latin1')).not.toContain('Test Applicant');
    const taken = await takeReply(counter, reply);
    expect(taken.acked).toBe(43);
    expect(counter.counts).toEqual({ unsent: 0, oldestUnsentAt: null, unsettled: 0, blobsWaiting: 0, exceptions: 0 });
    // Numbers came with it.
    const leases = counter.store.all(counter.store.sql.selectFrom('lease').select('next_serial'));
    expect(leases).toHaveLength(1);
  });

  it('does no harm twice, late, or when the link was faster', async () => {
    workWithoutLink(1);
    const { file } = await exportOf(counter);
    const { reply } = await carry(file);
    counter.replay.start();
    await counter.until(() => counter.isQuiet());
    const again = await carry(file);
    expect(again.imported).toMatchObject({ entries: 0, blobs: 0 });
    expect(await takeReply(counter, reply)).toMatchObject({ acked: 0 });
    expect((await takeReply(counter, again.reply)).acked).toBe(0);
    expect(await takeReply(counter, again.reply)).toEqual({ acked: 0, items: 0 });
    counter.recordPeople(2);
    await counter.until(() => counter.isQuiet());
    expect(await entriesAtCentral()).toBe(43);
    expect(counter.counts.exceptions).toBe(0);
  });

  it('fits into several small files, of which none may be left out', async () => {
    workWithoutLink(4);
    const files: Buffer[] = [];
    for (let after: ExportPlace | null = null; ;) {
      const { file, done } = await exportOf(counter, { after, fileBytes: 400_000 });
      files.push(file);
      if (done.next === null) break;
      after = done.next;
    }
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) await carry(file);
    const { reply } = await carry(files.at(-1)!);
    await takeReply(counter, reply);
    expect(counter.counts).toMatchObject({ unsent: 0, unsettled: 0 });
    counter.replay.start();
    await counter.until(() => counter.isQuiet());
    expect(await entriesAtCentral()).toBe(44);
  });

  it('is refused cut short at any place, and what came before the cut is kept', async () => {
    workWithoutLink(1);
    const { file } = await exportOf(counter);
    for (const part of [0, 5, 8, 11, 100, 400, file.length >> 1, file.length - 1]) {
      expect(await codeOf(carry(file.subarray(0, part))), String(part)).toMatch(/^export\.(truncated|foreign)$/);
    }
    await carry(file);
    expect(await entriesAtCentral()).toBe(41);
  });

  it('is refused with any byte changed, and central knows of nothing that was not signed', async () => {
    workWithoutLink(1);
    const { file } = await exportOf(counter);
    for (let at = 3; at < file.length; at += Math.ceil(file.length / 40)) {
      const changed = Buffer.from(file);
      changed[at]! ^= 0x20;
      expect(await codeOf(carry(changed)), String(at)).toMatch(/^(export\.|central\.badSignature|central\.staleEpoch)/);
    }
    expect(await codeOf(carry(Buffer.concat([file, Buffer.from('x')])))).toBe('export.damaged');
    const { reply } = await carry(file);
    for (let at = 3; at < reply.length; at += Math.ceil(reply.length / 40)) {
      const changed = Buffer.from(reply);
      changed[at]! ^= 0x20;
      expect(await codeOf(takeReply(counter, changed)), String(at)).toMatch(/^(export\.|central\.badSignature)/);
    }
  });

  it('is refused by another central, and a reply by another counter', async () => {
    workWithoutLink(0);
    const { publicKey } = generateKeyPairSync('x25519');
    const other = Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url').toString('base64');
    learnSealKey(counter.store, other);
    expect(await codeOf(carry((await exportOf(counter)).file))).toBe('export.foreign');
    learnSealKey(counter.store, running.central.keys.sealKey);
    const { reply } = await carry((await exportOf(counter)).file);
    const mate = await enrolled(number + 500);
    expect(await codeOf(takeReply(mate, reply))).toBe('export.foreign');
    expect(await codeOf(takeReply(mate, Buffer.from('no file of ours at all')))).toBe('export.foreign');
    await mate.destroy();
  });

  it('is refused once the counter has a new epoch', async () => {
    workWithoutLink(0);
    const { file } = await exportOf(counter);
    const next = await enrolled(number);
    expect(await codeOf(carry(file))).toBe('central.staleEpoch');
    await next.destroy();
  });

  it('cannot be made before central said to what it is sealed', async () => {
    counter.store.exec("delete from meta where key = 'sealKey'");
    expect(await codeOf(exportOf(counter))).toBe('export.notYet');
    counter.recordPeople(1);
    counter.replay.start();
    await counter.until(() => counter.isQuiet());
    expect(await codeOf(exportOf(counter))).toBe('taken');
  });
});
