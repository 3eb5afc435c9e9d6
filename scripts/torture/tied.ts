import type { ChildProcess } from 'node:child_process';

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
