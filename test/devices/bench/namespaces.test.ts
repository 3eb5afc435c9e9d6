import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openBench } from './bench.ts';
import { benchMissing } from './missing.ts';
import { unshareCommand } from './namespace.ts';
import { PlainDevice } from './plain-device.ts';
import type { UnprivilegedReport } from './unprivileged-child.ts';

const NOBODY = 65_534;

/** A device node of FUSE for everybody, which only the rest of the command line sees. */
const OPEN_FUSE = `
  set -e
  mount -t tmpfs -o dev none /mnt
  mknod -m 666 /mnt/fuse c 10 229
  mount --bind /mnt/fuse /dev/fuse
  umount -l /mnt
  exec setpriv --reuid ${NOBODY} --regid ${NOBODY} --clear-groups "$@"
`;

const root = process.getuid?.() === 0;
const script = join(import.meta.dirname, 'unprivileged-child.ts');

/** A checkout that is root's alone cannot be run by anybody else. */
function mayBeRead(): boolean {
  if (!root) return true;
  const nobody = ['--reuid', String(NOBODY), '--regid', String(NOBODY), '--clear-groups'];
  const readable = spawnSync('setpriv', [...nobody, 'test', '-r', script, '-a', '-x', process.execPath]).status === 0;
  if (!readable) console.warn('SKIPPED: the bench without root, because this folder is readable by root alone.');
  return readable;
}

function startUnprivileged(): ChildProcess {
  const node = [process.execPath, script] as const;
  const [program, args] = root
    ? ['unshare', ['-m', '--propagation', 'private', 'sh', '-c', OPEN_FUSE, 'open-fuse', ...node]]
    : [node[0], node.slice(1)];
  return spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

/** Tells what `benchMissing` finds once a shell has prepared the machine. */
const ASK = `import(${JSON.stringify(join(import.meta.dirname, 'missing.ts'))}).then((m) => console.log(m.benchMissing()))`;

describe.skipIf(benchMissing() !== undefined)('a machine that cannot have the bench', () => {
  it.each([
    ['no FUSE in the kernel', 'mount --bind /dev/null /dev/fuse', 'FUSE may not be mounted here'],
    ['no device of FUSE', 'mount -t tmpfs none /dev', '/dev/fuse is missing or may not be opened'],
  ])('is told why: %s', async (_, prepare, reason) => {
    const [program, ...flags] = unshareCommand();
    const prepared = `${prepare} && exec "$@"`;
    const child = spawn(program, [...flags, 'sh', '-c', prepared, 'prepared', process.execPath, '-e', ASK], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [said, warned] = await Promise.all([child.stdout.toArray(), child.stderr.toArray()]);
    expect(said.join('').trim()).toBe(reason);
    expect(warned.join('')).toContain(`SKIPPED: the virtual USB bench, because ${reason}.`);
  });
});

describe.skipIf(benchMissing() !== undefined)('the namespaces of the bench', () => {
  it.skipIf(!mayBeRead())('work for a user who is not root', async () => {
    const child = startUnprivileged();
    onTestFinished(() => void child.kill('SIGKILL'));
    const [report] = (await once(child, 'message')) as [UnprivilegedReport];
    expect(report.uid).not.toBe(0);
    expect(report).toMatchObject({ sent: 'to the device', received: 'from the device', pulled: 'Plain device' });
  });

  it('leave the /dev and /sys of the machine as they are', async () => {
    const places = ['/dev/bus/usb/001', '/sys/bus/usb/devices/1-1'];
    const before = places.map((place) => existsSync(place));
    const bench = await openBench();
    bench.plug(new PlainDevice());
    expect(places.map((place) => existsSync(place))).toEqual(before);
    // Another bus than ours still shows what it showed.
    const other = readdirSync('/sys/bus').find((bus) => bus !== 'usb');
    const shown = [...places, '/dev/null', `/sys/bus/${other}/devices`];
    const inside = bench.spawn('ls', ['-d', ...shown], { stdio: 'ignore' });
    expect((await once(inside, 'exit'))[0]).toBe(0);
    await bench.close();
  });

  it('end with the process that opened them, however it ends', async () => {
    const holder = spawn(process.execPath, [join(import.meta.dirname, 'holding-child.ts')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [pid] = await once(holder.stdout, 'data');
    const attendant = `/proc/${String(pid).trim()}`;
    expect(readlinkSync(`${attendant}/ns/mnt`)).not.toBe(readlinkSync('/proc/self/ns/mnt'));
    holder.kill('SIGKILL');
    await expect.poll(() => existsSync(attendant), { timeout: 5000 }).toBe(false);
  });

  it('end the programs that run in them when the bench is closed', async () => {
    const bench = await openBench();
    const program = bench.spawn('sleep', ['60']);
    const ended = once(program, 'exit');
    await bench.close();
    expect((await ended)[1]).toBe('SIGKILL');
  });
});
