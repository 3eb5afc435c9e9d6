import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Of Linux's clock, a second. */
const TICKS = 100;

const tied = new Map<ChildProcess, NodeJS.Signals>();

process.once('exit', () => {
  for (const [child, signal] of tied) child.kill(signal);
});

/** A process that must not outlive the run, however the run ends; `signal` is what ends it and all that it started. */
export function tie(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): void {
  tied.set(child, signal);
  child.once('exit', () => tied.delete(child));
}

export function runs(child: ChildProcess | undefined): child is ChildProcess {
  return child !== undefined && child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

/** Whether a process that is late hangs or starves: its state, the seconds it worked, and where in the kernel it sleeps. */
export function plight({ pid }: ChildProcess): string {
  try {
    const [state, ...fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    const seconds = (Number(fields[10]) + Number(fields[11])) / TICKS;
    return `state ${state}, ${seconds} s of processor, in ${readFileSync(`/proc/${pid}/wchan`, 'utf8')}`;
  } catch {
    return 'gone';
  }
}
