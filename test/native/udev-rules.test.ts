import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, openBench } from '../devices/bench/bench.ts';
import { benchMissing } from '../devices/bench/missing.ts';
import { PlainDevice } from '../devices/bench/plain-device.ts';

const rules = join(import.meta.dirname, '../../native/linux/70-parwana.rules');
const noUdev = spawnSync('udevadm', ['--version']).status !== 0;
if (noUdev) console.warn('SKIPPED: what udev makes of the rules, because there is no udevadm here (Debian: udev).');

const camera = { interfaceClass: 6, interfaceSubclass: 1, interfaceProtocol: 1 };
const printer = { interfaceClass: 7 };

/** Udev itself reads the rules and applies them to devices on the bench; nothing of the machine is touched. */
describe.skipIf(noUdev || benchMissing() !== undefined)('udev, with the rules', { timeout: 60_000 }, () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
    // A file manager's marks on whatever has these vendors, as libgphoto2's rules give them; our group; no daemon.
    const marks = 'SUBSYSTEM=="usb", ATTR{idVendor}=="04a9|04b0|1234", ENV{ID_GPHOTO2}="1", ENV{ID_MEDIA_PLAYER}="1"';
    const script = `
      set -e
      mount -t tmpfs run /run; mount -t tmpfs udev /etc/udev; mkdir /etc/udev/rules.d
      cp '${rules}' /etc/udev/rules.d/; printf '%s\\n' '${marks}' > /etc/udev/rules.d/40-marks.rules
      { cat /etc/group; printf 'parwana:x:4711:\\n'; } > /run/group; mount --bind /run/group /etc/group`;
    expect(await run('sh', ['-c', script])).toMatchObject({ status: 0 });
  });
  afterAll(() => bench.close());

  async function run(program: string, args: string[]): Promise<{ status: number; text: string }> {
    const env = { ...process.env, SYSTEMD_LOG_LEVEL: 'debug' };
    const child = bench.spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
    const [status] = (await once(child, 'close')) as [number];
    return { status, text };
  }

  /** What udev would do with a device that is plugged in. */
  async function outcome([vendorId = 0, productId = 0]: readonly number[], interfaces: object) {
    const model = new PlainDevice({ vendorId, productId, ...interfaces });
    bench.plug(model);
    const { bus, port } = bench.placeOf(model);
    const { status, text } = await run('udevadm', ['test', '--action=add', `/sys/bus/usb/devices/${bus}-${port}`]);
    bench.unplug(model);
    expect(status, text).toBe(0);
    const ours = text.split('\n').filter((line) => line.includes('70-parwana.rules'));
    return {
      complaints: ours.filter((line) => /unknown|invalid|ignor|fail|error/i.test(line)),
      access: ours.filter((line) => /(GROUP|MODE) /.test(line)).map((line) => line.replace(/^.*(GROUP|MODE) /, '$1 ')),
      marked: /^ID_GPHOTO2=1/m.test(text) || /^ID_MEDIA_PLAYER=1/m.test(text),
    };
  }

  const ours = { complaints: [], access: ['GROUP 4711', 'MODE 0660'], marked: false };
  const others = { complaints: [], access: [] as string[] };

  it.each([
    ['a Canon EOS', [0x04a9, 0x32e9], camera],
    ['a Nikon', [0x04b0, 0x0440], camera],
    ['any other camera that speaks PTP', [0x1234, 0x0001], camera],
    ['an Evolis', [0x0f49, 0x0a00], printer],
    ['a Matica XID 8600', [0x2166, 0x701d], { interfaceClass: 0xff }],
    ['a Matica XID 9300', [0x04f1, 0x403c], { interfaceClass: 0xff }],
  ])('give %s to the counter', async (_, ids, interfaces) => {
    expect(await outcome(ids, interfaces)).toEqual(ours);
  });

  it.each([
    ['a mass storage of the same maker as the Matica', [0x04f1, 0x0001], { interfaceClass: 8 }],
    ['an office printer', [0x03f0, 0x0001], printer],
    ['a keyboard', [0x046d, 0xc31c], { interfaceClass: 3 }],
  ])('leave %s alone', async (_, ids, interfaces) => {
    expect(await outcome(ids, interfaces)).toEqual({ ...others, marked: false });
  });
});
