import { spawnSync } from 'node:child_process';

/** What `npm run check` looks at, quickest first; each is one line in the test count. */
export const checks = [
  { name: 'translations', command: ['node', 'scripts/check-translations.ts'] },
  { name: 'format', command: ['oxfmt', '--check', '.'] },
  // Forced: an incremental build does not notice a changed JSON file.
  { name: 'types', command: ['tsc', '-b', '--force'] },
  { name: 'lint', command: ['oxlint', '--type-aware', '--deny-warnings'] },
  { name: 'unused code', command: ['knip', '--no-progress'] },
] as const;

/** Runs every check, shows what it said, and tells which failed. */
export function runChecks(): { readonly passed: string[]; readonly failed: string[] } {
  const passed: string[] = [];
  const failed: string[] = [];
  for (const { name, command } of checks) {
    const [program, ...flags] = command;
    const { status } = spawnSync(program, flags, { stdio: 'inherit', shell: process.platform === 'win32' });
    (status === 0 ? passed : failed).push(name);
    console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name}`);
  }
  return { passed, failed };
}

if (import.meta.main) process.exitCode = runChecks().failed.length > 0 ? 1 : 0;
