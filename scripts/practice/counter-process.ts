import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The counter's process as its launcher sees it. */
export interface CounterProcess {
  readonly child: ChildProcess;
  /** The address of its first screen; works once. */
  readonly url: string;
  /** A fresh address for another screen. */
  newUrl(): Promise<string>;
  /** Asks it to stop and waits until it has. */
  stop(): Promise<void>;
}

const MAIN = join(import.meta.dirname, '../../src-main/hosts/loopback/main.ts');

/** Starts the loopback counter in a process of its own and waits until it serves. Rejects with what it said. */
export async function startCounterProcess(options: {
  dataDir: string;
  practice: boolean;
  port?: number;
  env?: NodeJS.ProcessEnv;
}): Promise<CounterProcess> {
  const flags = [
    '--data-dir',
    options.dataDir,
    '--port',
    String(options.port ?? 0),
    ...(options.practice ? ['--practice'] : []),
  ];
  const child = spawn(process.execPath, [MAIN, ...flags], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...options.env },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const exited = once(child, 'exit');
  const next = async (): Promise<Record<string, unknown>> => {
    const line = await lines.next();
    if (line.done === true) throw new Error('the counter stopped before it answered');
    return JSON.parse(line.value) as Record<string, unknown>;
  };
  const said = await next();
  if (said['ready'] !== true)
    throw new Error(`the counter did not start: ${String(said['code'])} ${String(said['detail'])}`);
  return {
    child,
    url: String(said['url']),
    newUrl: async () => {
      child.stdin.write('open\n');
      return String((await next())['url']);
    },
    stop: async () => {
      child.stdin.end();
      await exited;
    },
  };
}
