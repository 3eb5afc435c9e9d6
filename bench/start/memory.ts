import { readdirSync, readFileSync } from 'node:fs';

/** Memory of a started app by part, MB. Linux only. */
export interface Memory {
  /** The counter's process. */
  readonly core: number;
  /** The launcher's process, in which the practice central runs. */
  readonly central: number;
  /** PostgreSQL's processes together, what they share counted in each. */
  readonly postgres: number;
  /** The same, what they share counted once. */
  readonly postgresOnce: number;
  readonly postgresProcesses: number;
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Resident memory of the processes below `root`. */
export function memoryBelow(root: number): Memory {
  const all = processes();
  const below = descendants(all, root);
  const postgres = below.filter(({ command }) => /postgres/.test(command) && !/node/.test(command));
  const node = (script: string): number =>
    sum(
      below
        .filter(({ command }) => /^\S*node\S* /.test(command) && command.includes(script))
        .map(({ pid }) => read(pid, 'Rss'))
        .slice(-1),
    );
  return {
    core: node('loopback/main.ts'),
    central: node('scripts/start.ts'),
    postgres: sum(postgres.map(({ pid }) => read(pid, 'Rss'))),
    postgresOnce: sum(postgres.map(({ pid }) => read(pid, 'Pss'))),
    postgresProcesses: postgres.length,
  };
}

function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        const parent = Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1]);
        return [{ pid: Number(name), parent, command }];
      } catch {
        return []; // ended meanwhile
      }
    });
}

function descendants(all: readonly Process[], root: number): Process[] {
  const children = all.filter(({ parent }) => parent === root);
  return children.flatMap((child) => [child, ...descendants(all, child.pid)]);
}

/** Rss or Pss of a process, MB. */
function read(pid: number, what: 'Rss' | 'Pss'): number {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(new RegExp(`^${what}:\\s*(\\d+) kB`, 'm').exec(text)?.[1] ?? Number.NaN) / 1024;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
