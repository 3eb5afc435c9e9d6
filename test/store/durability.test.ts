import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keyFileGuard, keyFileOf } from '../../src-main/store/keys/key-file-guard.ts';
import { openStore } from '../../src-main/store/open-store.ts';
import { rebuild } from '../../src-main/store/rebuild.ts';
import { verifyJournal } from '../../src-main/store/verify.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';

const child = join(import.meta.dirname, 'append-child.ts');

let root: string;
let dataDir: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'durable-'));
  dataDir = join(root, 'data');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('a commit is on disk when it returns', () => {
  const strace = spawnSync('strace', ['-V']).status === 0;
  if (!strace)
    console.warn('SKIPPED: strace is missing, so nobody counts the syncs. On Debian: apt-get install strace');

  /** How often a run of `count` commits asked the disk to keep what it has. */
  function syncsOf(count: number, ...more: readonly string[]): number {
    const report = join(root, 'strace.txt');
    const run = [process.execPath, child, '--data-dir', dataDir, '--count', String(count), ...more];
    execFileSync('strace', ['-f', '-c', '-e', 'trace=fsync,fdatasync', '-o', report, ...run], { stdio: 'pipe' });
    // Columns: % time, seconds, usecs/call, calls, [errors,] syscall.
    const lines = readFileSync(report, 'utf8').matchAll(/^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+).*\s(?:fsync|fdatasync)$/gm);
    return [...lines].reduce((sum, line) => sum + Number(line[1]), 0);
  }

  test.skipIf(!strace)(
    'at least one sync a commit, and the guard that says so can go red',
    { timeout: 120_000 },
    () => {
      const commits = 60;
      syncsOf(0); // makes the store, so that its making is in neither count
      const still = syncsOf(0);
      expect(syncsOf(commits) - still).toBeGreaterThanOrEqual(commits);
      expect(syncsOf(commits, '--synchronous', 'NORMAL') - still).toBeLessThan(commits / 4);
    },
  );
});

describe('killed at any moment', () => {
  /** Runs the child until it has printed `lines` lines and `delay` ms more, then kills it; what it printed. */
  function killedAfter(lines: number, delay: number): Promise<string[][]> {
    return new Promise((resolve, reject) => {
      const running = spawn(process.execPath, [child, '--data-dir', dataDir], { stdio: ['ignore', 'pipe', 'pipe'] });
      const printed: string[][] = [];
      let faults = '';
      const kill = () => setTimeout(() => running.kill('SIGKILL'), delay);
      createInterface({ input: running.stdout }).on('line', (line) => {
        printed.push(line.split(' '));
        if (printed.length === lines) kill();
      });
      running.stderr.on('data', (text) => (faults += String(text)));
      running.on('close', (_, signal) => (signal === 'SIGKILL' ? resolve(printed) : reject(new Error(faults))));
      if (lines === 0) kill();
    });
  }

  test('everything that was called saved is there, nothing is half there', { timeout: 120_000 }, async () => {
    const saved: string[][] = [];
    for (let round = 0; round < 14; round += 1) {
      // The first rounds hit the making of keys and tables, the others an append or the start on a log that was left.
      const early = round < 4;
      saved.push(...(await killedAfter(early ? 0 : 1 + round, early ? 60 + 400 * Math.random() : 6 * Math.random())));
      const { store } = await openStore({ dataDir, guard: keyFileGuard(keyFileOf(dataDir)) });
      const entries = new Set<string>(store.all(store.sql.selectFrom('journal').select('id')).map((row) => row.id));
      const blobs = new Set(store.all(store.sql.selectFrom('blob').select('sha256')).map((row) => row.sha256));
      for (const line of saved) {
        expect(line.slice(0, 3).every((id) => entries.has(id))).toBe(true);
        expect(blobs.has(line[3]!)).toBe(true);
      }
      // Three acts and a photo are one commit: a third of it is never there.
      expect(entries.size).toBe(3 * blobs.size);
      expect(verifyJournal(store)).toMatchObject({ entries: entries.size, breaks: [], blobs: [] });
      expect(rebuild(store, firstRules).differing).toEqual([]);
      store.close();
    }
    expect(saved.length).toBeGreaterThan(50);
  });
});
