import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');

/**
 * `setup.mjs` in a small checkout of its own: one package from this project's tree stands for all, `npm ci` is
 * npm's own. What needs the network (Node 24, Chromium) is tried by a fresh clone, not here.
 */
describe('setup', { timeout: 120_000 }, () => {
  let checkout: string;

  beforeEach(() => {
    checkout = mkdtempSync(join(tmpdir(), 'parwana-setup-'));
    mkdirSync(join(checkout, 'scripts'));
    cpSync(join(root, 'scripts/setup.mjs'), join(checkout, 'scripts/setup.mjs'));
    cpSync(join(root, 'scripts/setup'), join(checkout, 'scripts/setup'), { recursive: true });
    mkdirSync(join(checkout, 'local'));
    writeJson('local/package.json', { name: 'local', version: '1.0.0' });
    const dependencies = { local: 'file:local' };
    const base = { name: 'checkout', version: '1.0.0', dependencies, engines: { node: '>=24.16.0' } };
    writeJson('package.json', base);
    const packages = { '': base, local: { version: '1.0.0' }, 'node_modules/local': { resolved: 'local', link: true } };
    writeJson('package-lock.json', { ...base, lockfileVersion: 3, requires: true, packages });
    writeFileSync(join(checkout, 'hello.ts'), 'console.log(process.argv.slice(2).join(" ")); process.exitCode = 7;');
  });
  afterEach(() => rmSync(checkout, { recursive: true, force: true }));
  const writeJson = (file: string, value: unknown) => writeFileSync(join(checkout, file), JSON.stringify(value));
  // A Node outside node_modules, as the machine's own is.
  const node = () => {
    const link = join(checkout, 'node');
    if (!existsSync(link)) cpSync(process.execPath, link);
    return link;
  };
  const start = (...args: string[]) => spawn(node(), [join(checkout, 'scripts/setup.mjs'), ...args], { cwd: tmpdir() });
  const setup = async (...args: string[]): Promise<{ code: number | null; out: string; err: string }> => {
    const child = start(...args);
    let [out, err] = ['', ''];
    child.stdout.on('data', (part) => (out += part));
    child.stderr.on('data', (part) => (err += part));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, out, err };
  };

  it('installs the packages once, is silent after that, and does it again when the lock file changes', async () => {
    expect(await setup()).toEqual({ code: 0, out: '', err: 'Installing the packages…\n' });
    expect(existsSync(join(checkout, 'node_modules/local/package.json'))).toBe(true);
    expect(await setup()).toEqual({ code: 0, out: '', err: '' });
    const lock = readFileSync(join(checkout, 'package-lock.json'), 'utf8');
    writeFileSync(join(checkout, 'package-lock.json'), lock.replaceAll('1.0.0', '1.0.1'));
    writeFileSync(
      join(checkout, 'package.json'),
      readFileSync(join(checkout, 'package.json'), 'utf8').replace('1.0.0', '1.0.1'),
    );
    writeJson('local/package.json', { name: 'local', version: '1.0.1' });
    expect((await setup()).err).toBe('Installing the packages…\n');
  });

  it('becomes the script it is given: arguments, output, exit code', async () => {
    await setup();
    expect(await setup('hello.ts', '--loud', 'world')).toEqual({ code: 7, out: '--loud world\n', err: '' });
  });

  it('passes a signal on and ends as the script ends', async () => {
    await setup();
    writeFileSync(
      join(checkout, 'wait.ts'),
      'process.on("SIGTERM", () => process.exit(3)); console.log("up"); setInterval(() => 0, 1e6);',
    );
    const child = start('wait.ts');
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([3, null]);
  });

  it('lets two at once do the work once', async () => {
    node();
    const both = await Promise.all([setup(), setup()]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(
      both
        .map(({ err }) => err)
        .join('')
        .match(/Installing/g),
    ).toHaveLength(1);
  });

  it('takes over from one that was killed, and starts again from what it left', async () => {
    mkdirSync(join(checkout, '.cache'));
    const { pid, exited } = await ended();
    await exited;
    writeFileSync(join(checkout, '.cache/setup.lock'), String(pid));
    mkdirSync(join(checkout, 'node_modules/half'), { recursive: true });
    expect(await setup()).toMatchObject({ code: 0, err: 'Installing the packages…\n' });
    expect(existsSync(join(checkout, 'node_modules/half'))).toBe(false);
    expect(existsSync(join(checkout, '.cache/setup.lock'))).toBe(false);
  });

  it('says what to do when the packages cannot be had, and leaves no stamp', async () => {
    writeFileSync(join(checkout, 'package-lock.json'), '{"lockfileVersion":3,"packages":{}}');
    const { code, err } = await setup();
    expect(code).toBe(1);
    expect(err).toContain('The packages could not be installed. Check the connection');
    expect(existsSync(join(checkout, 'node_modules/.parwana-packages'))).toBe(false);
  });

  it('takes packages that were installed by hand as they are', async () => {
    await run('npm', ['ci', '--silent'], { cwd: checkout });
    symlinkSync('local', join(checkout, 'node_modules', 'kept'));
    expect(await setup()).toEqual({ code: 0, out: '', err: '' });
    expect(existsSync(join(checkout, 'node_modules/kept'))).toBe(true);
  });

  async function ended(): Promise<{ pid: number | undefined; exited: Promise<unknown> }> {
    const child = spawn(process.execPath, ['-e', '']);
    return { pid: child.pid, exited: once(child, 'exit') };
  }
});
