import { readFileSync } from 'node:fs';

/** One thing a process asked of the disk, or said, in order. */
export type Deed =
  | { readonly kind: 'write'; readonly file: string; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly file: string; readonly length: number }
  /** Everything written to the file before is kept from now on; of a folder, the names in it. */
  | { readonly kind: 'sync'; readonly file: string }
  /** The disk failed to: what was written may be there or not, and no later sync will bring it. */
  | { readonly kind: 'syncFailed'; readonly file: string }
  | { readonly kind: 'said'; readonly line: string };

/** System calls that fail: which, with what, and when, as strace writes it (`3+5`: the third and every fifth after). */
export interface Failing {
  readonly calls: 'fsync,fdatasync' | 'pwrite64';
  readonly error: 'EIO' | 'ENOSPC';
  readonly when: string;
}

/** What strace must be told, so that `readTrace` understands it: the main thread alone, bytes and paths in full. */
export function traced(report: string, failing?: Failing): string[] {
  const calls = 'trace=pwrite64,write,ftruncate,fsync,fdatasync';
  const inject = failing && ['-e', `inject=${failing.calls}:error=${failing.error}:when=${failing.when}`];
  return ['strace', '-y', '-xx', '-s', '70000', '-e', calls, ...(inject ?? []), '-o', report];
}

const call = /^(\w+)\((\d+)<([^>]*)>(?:, (.*))?\)\s*= (-?\d+)/;
const text = /^"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?, (\d+)(?:, (\d+))?$/;

/** The deeds in a report of strace: those on files below a folder, and what was said on standard output. */
export function readTrace(report: string, folder: string): Deed[] {
  return readFileSync(report, 'latin1')
    .split('\n')
    .flatMap((line): Deed[] => {
      const [, name, handle, path = '', rest = '', result] = call.exec(line) ?? [];
      if (name === undefined) return [];
      const file = plain(path).toString();
      if (name === 'write' && handle === '1') {
        return plain(text.exec(rest)?.[1] ?? '')
          .toString()
          .split('\n')
          .filter((each) => each !== '')
          .map((each) => ({ kind: 'said', line: each }));
      }
      if (!file.startsWith(folder)) return [];
      const failed = result?.startsWith('-') === true;
      if (name === 'fsync' || name === 'fdatasync') return [{ kind: failed ? 'syncFailed' : 'sync', file }];
      if (failed) return [];
      if (name === 'ftruncate') return [{ kind: 'truncate', file, length: Number(rest) }];
      const [, data, cut, , at] = text.exec(rest) ?? [];
      if (data === undefined || at === undefined || cut !== undefined)
        throw new Error(`not understood: ${line.slice(0, 120)}`);
      return [{ kind: 'write', file, at: Number(at), bytes: plain(data) }];
    });
}

function plain(escaped: string): Buffer {
  return Buffer.from(escaped.replaceAll('\\x', ''), 'hex');
}
