import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism, setPriority } from 'node:os';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

/** Seeds of the simulator that a whole run tries. */
const SEEDS = Number(process.env['SIMULATOR_SEEDS'] ?? 2000);
/** Seeds that count as one test. */
const BLOCK = 50;
/** Blocks of one process: its database never forgets a file, and by then takes a gigabyte of memory. */
const BLOCKS_OF_A_PROCESS = 8;
/** They take what nobody else wants: tests that wait for real time must not wait for them. */
const NICE = 19;

/** What `scripts/seeds.ts` answers for a block. */
const Answer = z.object({ failure: z.string().optional(), cpuMs: z.number() });

interface Block {
  readonly first: number;
  readonly count: number;
}

type Result = Block & z.infer<typeof Answer>;

/** Starts the seeds beside everything else, a process for each core; the answer waits for them and tells what they found. */
export function startSeeds(): () => Promise<{ passed: number; failed: number }> {
  const blocks = Array.from({ length: Math.ceil(SEEDS / BLOCK) }, (_, index): Block => {
    const first = 1 + index * BLOCK;
    return { first, count: Math.min(BLOCK, SEEDS + 1 - first) };
  });
  const done: Result[] = [];
  const workers = Array.from({ length: availableParallelism() }, () => runBlocks(blocks, done));
  return async () => {
    await Promise.all(workers);
    // What nobody lived to try.
    for (const block of blocks) done.push({ ...block, failure: 'not tried', cpuMs: 0 });
    return report(done);
  };
}

/** One process after another, until no block is left or one of them died. */
async function runBlocks(blocks: Block[], done: Result[]): Promise<void> {
  while (blocks.length > 0 && (await runSome(blocks, done)));
}

/** A process that takes block after block, and ends by itself when this one is gone. False when it died. */
async function runSome(blocks: Block[], done: Result[]): Promise<boolean> {
  const child = fork('scripts/seeds.ts', { silent: true });
  if (child.pid !== undefined) setPriority(child.pid, NICE);
  const said = Promise.all([textOf(child.stdout), textOf(child.stderr)]);
  for (let taken = 0; taken < BLOCKS_OF_A_PROCESS && child.connected; taken += 1) {
    const block = blocks.shift();
    if (block === undefined) break;
    const answer = await ask(child, block);
    if (typeof answer !== 'string') done.push({ ...block, ...answer });
    // Dead without an answer: what it said last is all there is.
    else done.push({ ...block, failure: [answer, ...(await said)].join('\n').trimEnd(), cpuMs: 0 });
  }
  const lives = child.connected;
  if (lives) child.disconnect();
  return lives;
}

function textOf(stream: ChildProcess['stdout']): Promise<string> {
  return stream === null ? Promise.resolve('') : text(stream);
}

/** The answer, or what ended the process instead. */
function ask(child: ChildProcess, block: Block): Promise<z.infer<typeof Answer> | string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(`ended with ${code ?? signal}`));
    child.once('message', (message) => {
      child.removeAllListeners('exit').removeAllListeners('error');
      resolve(Answer.parse(message));
    });
    child.send(block);
  });
}

function report(done: readonly Result[]): { passed: number; failed: number } {
  const failed = done.filter(({ failure }) => failure !== undefined);
  for (const { first, count, failure } of failed)
    console.log(`FAIL seeds ${first} to ${first + count - 1}: ${failure}`);
  const seconds = Math.round(done.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / 1000);
  const state = failed.length > 0 ? 'FAIL' : 'ok  ';
  console.log(`${state} seeds of the simulator: ${SEEDS}, ${seconds} s of processor time`);
  return { passed: done.length - failed.length, failed: failed.length };
}
