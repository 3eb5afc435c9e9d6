import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, test } from 'vitest';
import { connectToCounter, type LoopbackClient } from '../../scripts/practice/counter-client.ts';

const house = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'start-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Starts a practice centre on the folder, lets `work` use its counter, and stops all of it. */
async function started(work: (counter: LoopbackClient) => Promise<void>): Promise<void> {
  const flags = ['--host', 'loopback', '--no-open', '--data-dir', folder];
  const child = spawn(process.execPath, [join(house, 'scripts/start.ts'), ...flags], {
    cwd: house,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /^Counter: (http\S+)/.exec(line)?.[1];
      if (url === undefined) continue;
      child.stdout.resume();
      const counter = await connectToCounter(url);
      await work(counter);
      counter.close();
      return;
    }
    throw new Error('it ended before it served');
  } finally {
    child.kill('SIGTERM');
    await exited;
  }
}

test(
  'every start of a practice centre invites its counter anew, until it is enrolled',
  { timeout: 180_000 },
  async () => {
    const codes: string[] = [];
    await started(async ({ client }) => {
      const { suggested } = await client.enrolment.status();
      codes.push(suggested!.code);
    });
    // Now central and counter start side by side: the invitation is the new one all the same.
    await started(async ({ client }) => {
      const { suggested } = await client.enrolment.status();
      codes.push(suggested!.code);
      expect(await client.enrolment.enrol({ ...suggested!, language: 'ur' })).toMatchObject({ enrolled: true });
    });
    expect(new Set(codes).size).toBe(2);
    await started(async ({ client }) => {
      expect(await client.enrolment.status()).toMatchObject({ enrolled: true, suggested: null, language: 'ur' });
      const { people } = await client.session.current();
      expect(people.map(({ practicePin }) => practicePin)).toContainEqual(expect.stringMatching(/^\d{4,}$/));
    });
  },
);
