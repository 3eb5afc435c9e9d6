import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A program that was started, and the address that it said it serves at. */
export interface StartedApp {
  readonly pid: number;
  readonly url: string;
  /** Milliseconds of `performance.now()` when it was spawned. */
  readonly spawned: number;
  /** What it said of work before it could start, e.g. that it builds the screens; empty at a second start. */
  readonly prepared: string;
  /** Asks it to stop and waits until it and its children have. */
  stop(): Promise<void>;
}

/** `npm start` as a person types it, but for the window. */
export function startApp(dataDir: string): Promise<StartedApp> {
  const flags = ['--host', 'loopback', '--no-open', '--data-dir', dataDir];
  return start(['npm', 'start', '--silent', '--', ...flags], /^Counter: (http\S+)/);
}

/** The least that can be started: Node, one page, one field. */
export function startBarePage(): Promise<StartedApp> {
  const page = '<!doctype html><title>bare</title><input type="password" aria-label="PIN">';
  const code =
    `require('node:http').createServer((_, answer) => answer.setHeader('content-type', 'text/html').end(${JSON.stringify(page)}))` +
    `.listen(0, '127.0.0.1', function () { console.log('Counter: http://127.0.0.1:' + this.address().port + '/') })`;
  return start([process.execPath, '-e', code], /^Counter: (http\S+)/);
}

async function start([program = '', ...args]: readonly string[], says: RegExp): Promise<StartedApp> {
  const spawned = performance.now();
  // A group of its own, so that Ctrl+C can be given to all of it, as a terminal does.
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let prepared = '';
  child.stderr.on('data', (bytes: Buffer) => (prepared += bytes.toString()));
  const exited = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = says.exec(line)?.[1];
    if (url === undefined) continue;
    child.stdout.resume();
    return { pid: pidOf(child), url, spawned, prepared, stop: () => stop(child, exited) };
  }
  throw new Error(`${program} ended before it served: ${prepared}`);
}

async function stop(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  process.kill(-pidOf(child), 'SIGINT');
  await exited;
}

function pidOf({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error('nothing was started');
  return pid;
}
