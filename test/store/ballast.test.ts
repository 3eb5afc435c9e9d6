import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { RunningCentral } from '../../src-central/server.ts';
import { fieldPolicy } from '../../src-main/policy/field-policy.ts';
import { Upkeep } from '../../src-main/store/upkeep/upkeep.ts';
import { verifyJournal } from '../../src-main/store/verify.ts';
import { backlogOf } from '../../src-main/features/status/backlog.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { ReplayCounter } from '../support/replay-counter.ts';
import { SmallDisk } from '../support/small-disk.ts';
import { startTestCentral } from '../support/test-central.ts';

const MB = 1024 * 1024;
const disk = SmallDisk.mount(8);
if (disk === undefined) console.warn('SKIPPED: nothing can be mounted here, so no disk can be filled.');

describe.skipIf(disk === undefined)('a disk that fills up', () => {
  const policy = { ...fieldPolicy, ballastBytes: 2 * MB, freeDiskBytes: { warn: 3 * MB, stop: MB } };
  let running: RunningCentral;
  let counter: ReplayCounter;
  let upkeep: Upkeep;
  const changed = vi.fn();
  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    running = await startTestCentral();
    counter = new ReplayCounter({ home: { dir: disk!.folder, key: randomBytes(32) } });
    await counter.enrol(running, { counter: 1 });
    const { store, journal, identity } = counter;
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    upkeep = new Upkeep({
      dataDir: disk!.folder,
      store,
      journal,
      rules: firstRules,
      clock: { now: () => Date.now() },
      log,
      policy,
      freeBytes: () => disk!.free,
      stream: () => identity.enrolment?.stream,
      changed,
    });
    upkeep.start();
  });
  afterAll(async () => {
    disk!.clear();
    await upkeep.stop();
    await counter.replay.stop();
    counter.store.close();
    disk!.unmount();
    vi.useRealTimers();
    await running.stop();
  });

  const ballast = () => existsSync(join(disk!.folder, 'ballast'));
  const log = () => statSync(`${counter.store.file}-wal`).size;
  const count = () => counter.counts.unsent;
  const load = () => ({ unsent: 0, oldestUnsentAt: null, now: 0, freeBytes: upkeep.room });

  it('has a ballast held back, of real blocks', async () => {
    const before = disk!.free;
    await upkeep.look();
    expect(ballast()).toBe(true);
    expect(before - disk!.free).toBeGreaterThanOrEqual(2 * MB);
  });

  it('refuses the act that finds no room, whole, and gives up the ballast so that begun work can be finished', async () => {
    counter.recordPeople(20);
    disk!.fill();
    expect(backlogOf(load(), policy)).toMatchObject({ band: 'stop', why: 'disk' });
    expect(ballast()).toBe(true);
    let written = count();
    const fill = () => {
      for (; written < 5_000; written += 1) counter.recordPeople(1);
    };
    expect(fill).toThrow('store.full');
    expect(count()).toBe(written);
    expect(ballast()).toBe(false);
    expect(changed).toHaveBeenCalled();
    // The log was emptied into the file, for which alone the ballast is there.
    expect(log()).toBe(0);
    counter.recordPeople(10);
    expect(count()).toBe(written + 10);
    // The room that was given up is for begun work: new cases stay refused.
    expect(disk!.free).toBeGreaterThan(MB);
    expect(backlogOf(load(), policy)).toMatchObject({ band: 'stop', why: 'disk' });
    expect(verifyJournal(counter.store)).toMatchObject({ entries: written + 10, breaks: [] });
  });

  it('drains all the same, and holds its ballast again once there is room', async () => {
    counter.replay.start();
    await counter.until(() => counter.isQuiet());
    await counter.replay.stop();
    await upkeep.look();
    expect(ballast()).toBe(false);
    disk!.clear();
    await upkeep.look();
    await upkeep.look();
    expect(ballast()).toBe(true);
    expect(backlogOf(load(), policy).band).not.toBe('stop');
    expect(verifyJournal(counter.store).breaks).toEqual([]);
  });
});
