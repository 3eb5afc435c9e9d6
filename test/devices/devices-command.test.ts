import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jsqr from 'jsqr';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { readTrace } from '../../src-main/devices/usb/trace/trace-line.ts';
import { CARD_HEIGHT, CARD_WIDTH } from '../../src-main/devices/printer/printer-port.ts';

const out = mkdtempSync(join(tmpdir(), 'devices-'));
afterAll(() => rmSync(out, { recursive: true }));

const script = join(import.meta.dirname, '../../scripts/devices.ts');

interface Run {
  readonly status: number | null;
  readonly said: string;
  readonly complained: string;
}

function run(...args: readonly string[]): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  return { status, said: stdout, complained: stderr };
}

/** Runs with `--practice --json` and reads what it printed. */
function told(...args: readonly string[]): { status: number | null; told: unknown } {
  const { status, said } = run('--practice', '--json', '--out', out, ...args);
  return { status, told: JSON.parse(said) };
}

/** Red, green, blue of a dot of a face. */
async function face(file: string): Promise<(x: number, y: number) => number[]> {
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height, info.channels]).toEqual([CARD_WIDTH, CARD_HEIGHT, 3]);
  return (x, y) => [...data.subarray((y * CARD_WIDTH + x) * 3, (y * CARD_WIDTH + x) * 3 + 3)];
}

async function readQr(file: string): Promise<string | undefined> {
  const rgba = await sharp(file).ensureAlpha().raw().toBuffer();
  return jsqr.default(new Uint8ClampedArray(rgba), CARD_WIDTH, CARD_HEIGHT)?.data;
}

// Each of them starts a process that draws: slow where much else runs.
describe('npm run devices, on practice devices', { timeout: 120_000 }, () => {
  test('list names each device, its class and the driver that takes it', () => {
    const { status, said } = run('list', '--practice');
    expect(status).toBe(0);
    expect(said).toMatch(
      /camera at practice\n.*04a9:32e9[^]*still image[^]*still image camera over PTP\n.*usable +yes/,
    );
    expect(said).toMatch(/printer at practice\n.*0f49:0a00[^]*printer[^]*Evolis\n.*usable +yes/);
  });

  test('status tells models, serial numbers, firmware, ribbon and counters', () => {
    expect(told('status')).toMatchObject({
      status: 0,
      told: {
        ok: true,
        camera: { condition: 'ready', model: 'Canon EOS 250D', serialNumber: 'PRACTICE1', firmware: '3-1.0.2' },
        printer: {
          condition: 'ready',
          firmware: 'PRACTICE 1.0',
          ribbon: 'YMCKO',
          cardsLeft: 200,
          cardsInserted: 0,
          panelsPrinted: 0,
        },
      },
    });
  });

  test("capture saves the camera's JPEG where it is told, and on request the portrait that would be kept", async () => {
    interface Saved {
      readonly file: string;
      readonly bytes: number;
    }
    const [camera, kept] = [join(out, 'shots/one.jpg'), join(out, 'shots/kept.jpg')];
    const { status, told: answer } = told('capture', '--out', camera, '--portrait', kept);
    const said = answer as { picture: Saved; portrait: Saved; seconds: object };
    expect(status).toBe(0);
    expect([said.picture.file, said.portrait.file]).toEqual([camera, kept]);
    const [picture, portrait] = [readFileSync(camera), readFileSync(kept)];
    expect(await sharp(picture).metadata()).toMatchObject({ format: 'jpeg', width: 6000, height: 4000 });
    expect(await sharp(portrait).metadata()).toMatchObject({ format: 'jpeg', width: 768, height: 988 });
    expect([said.picture.bytes, said.portrait.bytes]).toEqual([picture.length, portrait.length]);
    expect(portrait.length).toBeLessThanOrEqual(80_000);
    expect(Object.keys(said.seconds)).toEqual(['connect', 'capture', 'portrait']);
  });

  test('liveview counts frames for as long as asked and saves the last', async () => {
    const { status, told: answer } = told('liveview', '--seconds', '1');
    const said = answer as { frames: number; seconds: number; framesPerSecond: number; lastFrame: string };
    expect(status).toBe(0);
    expect(said.frames).toBeGreaterThan(1);
    expect(said.seconds).toBeGreaterThanOrEqual(1);
    expect(said.framesPerSecond).toBeCloseTo((said.frames - 1) / said.seconds, 0);
    expect(await sharp(said.lastFrame).metadata()).toMatchObject({ format: 'jpeg', width: 960, height: 640 });
  });

  test('liveview saves as many frames as asked', async () => {
    const folder = join(out, 'frames');
    const { status, told: answer } = told('liveview', '--frames', '3', '--out', folder);
    expect([status, (answer as { frames: number }).frames]).toEqual([0, 3]);
    expect(readdirSync(folder).sort()).toEqual(['frame-0001.jpg', 'frame-0002.jpg', 'frame-0003.jpg']);
    const all = await Promise.all(readdirSync(folder).map((name) => sharp(join(folder, name)).metadata()));
    expect(all.map(({ format }) => format)).toEqual(['jpeg', 'jpeg', 'jpeg']);
  });

  test('print takes pictures of any size and prints pure black by the resin', async () => {
    const [front, back] = [join(out, 'front.png'), join(out, 'back.jpg')];
    const black = { create: { width: 200, height: 324, channels: 3, background: '#000' } } as const;
    await sharp({ create: { width: 508, height: 324, channels: 4, background: '#c02030' } })
      .composite([{ input: await sharp(black).png().toBuffer(), left: 0, top: 0 }])
      .png()
      .toFile(front);
    await sharp({ create: { width: 300, height: 300, channels: 3, background: '#eee' } })
      .greyscale()
      .jpeg()
      .toFile(back);
    const { status, told: answer } = told('print', '--front', front, '--back', back);
    const { received } = answer as { received: { front: string; back: string; same: boolean } };
    expect([status, received.same]).toEqual([0, true]);
    const dot = await face(received.front);
    expect(dot(200, 300)).toEqual([0, 0, 0]);
    expect(dot(900, 300)[0]).toBeGreaterThan(180);
  });

  test('print refuses what is no picture, and a back without a front', () => {
    const { status, complained } = run('print', '--practice', '--front', script);
    expect(status).toBe(2);
    expect(complained).toContain('cannot be read as a picture');
    expect(run('print', '--practice', '--back', 'b.png').status).toBe(2);
  });

  test('record writes every transfer of a task, without data if so asked', () => {
    const file = join(out, 'status.jsonl');
    const { status, told: answer } = told('record', '--out', file, '--no-data', '--', 'status');
    expect(status).toBe(0);
    expect(answer).toMatchObject({ task: 'record', trace: file, recorded: { camera: { condition: 'ready' } } });
    const { header, lines } = readTrace(readFileSync(file, 'utf8'));
    expect(header).toMatchObject({
      task: 'status',
      data: false,
      devices: [{ vendorId: 0x04a9 }, { vendorId: 0x0f49 }],
    });
    expect(lines.filter((line) => line.do === 'open')).toHaveLength(2);
    expect(lines.some((line) => 'bytes' in line)).toBe(false);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(run('record', '--practice', '--out', file, '--', 'status').said).toContain('THIS TRACE HOLDS PICTURES');
  });

  test('diagnostics saves what was seen and done, and nothing that was in it', () => {
    const file = join(out, 'help/diagnostics.json');
    expect(told('diagnostics', '--out', file).status).toBe(0);
    const saved = JSON.parse(readFileSync(file, 'utf8')) as { transfers: object[] };
    expect(saved).toMatchObject({
      versions: { usb: '3.1.0', node: process.versions.node },
      devices: [{ vendorId: 0x04a9 }, { vendorId: 0x0f49 }],
      camera: { condition: 'ready' },
    });
    expect(saved.transfers.length).toBeGreaterThan(20);
  });

  test('--replay does a task on a recorded trace', async () => {
    const trace = join(import.meta.dirname, 'traces/practice-capture.jsonl.gz');
    const file = join(out, 'replayed.jpg');
    expect(run('capture', '--replay', trace, '--out', file).status).toBe(0);
    expect(await sharp(file).metadata()).toMatchObject({ format: 'jpeg', width: 48, height: 32 });
  });

  test('--device takes the device at a place, and says when there is none', () => {
    expect(told('status', '--device', 'practice').status).toBe(0);
    expect(told('status', '--device', '009:009')).toMatchObject({ status: 1, told: { fault: { code: 'usb.absent' } } });
  });

  test('print says its steps in order, and both decoded faces are what was sent', async () => {
    interface Printed {
      readonly steps: { step: string }[];
      readonly expected: { front: string; back: string };
      readonly received: { front: string; back: string; same: boolean };
    }
    const { status, told: answer } = told('print');
    const said = answer as Printed;
    expect(status).toBe(0);
    expect(said.steps.map(({ step }) => step).join(' ')).toBe(
      'checking feeding sendingFront sendingBack printing ejecting done',
    );
    expect(said.received.same).toBe(true);
    for (const side of ['front', 'back'] as const) {
      const [sent, received] = await Promise.all(
        [said.expected[side], said.received[side]].map((file) => sharp(file).raw().toBuffer()),
      );
      expect(Buffer.compare(sent!, received!)).toBe(0);
      expect(await readQr(said.received[side])).toMatch(/^PARWANA TEST PRACTICE1 \d{4}-\d\d-\d\dT\d\d:\d\dZ$/);
    }
  });

  test('the test card has its frame 3 mm inside, a tick at 50 mm, pure dyes, falling greys, and says that it is practice', async () => {
    run('print', '--practice', '--out', out);
    const dot = await face(join(out, 'test-card-front.png'));
    const black = [0, 0, 0];
    const paper = [255, 255, 255];
    // 3 mm of 300 dots an inch are 35.4 dots, 50 mm are 590.6.
    expect([dot(34, 300), dot(35, 300), dot(36, 300)]).toEqual([paper, black, black]);
    expect([dot(590, 50), dot(591, 50), dot(592, 50)]).toEqual([paper, black, paper]);
    expect([dot(140, 160), dot(250, 160), dot(360, 160)]).toEqual([
      [0, 255, 255],
      [255, 0, 255],
      [255, 255, 0],
    ]);
    const greys = Array.from({ length: 11 }, (_, step) => dot(100 + step * 80, 270)[0]!);
    expect(greys).toEqual(greys.toSorted((a, b) => b - a));
    expect([new Set(greys).size, greys[0], greys[10]]).toEqual([11, 255, 0]);
    const [red = 0, green = 255] = dot(1000, 630);
    expect(red - green).toBeGreaterThan(100);
  });

  test('calibrate measures the grey card, says what would bring it nearer, and saves nothing', () => {
    const { status, told: answer } = told('calibrate');
    expect(status).toBe(0);
    expect(answer).toMatchObject({ ok: true, good: true, saved: false, measures: { castShare: 0 } });
    expect(readdirSync(out)).toContain('grey-card.jpg');
    const { said } = run('calibrate', '--practice', '--out', out);
    expect(said).toContain('Nothing was saved: a calibration is made at the counter');
  });

  test('calibrate prints the alignment card and reads it from a scan', async () => {
    const folder = join(out, 'alignment');
    const { status, said } = run('calibrate', '--practice', '--card', 'alignment', '--out', folder);
    expect([status, said]).toEqual([0, expect.stringContaining('takes one blank')]);
    const [front = ''] = readdirSync(folder);
    // As a scanner sees it: the card's own 1011 x 638 dots, three dots too far right, on something black.
    const card = sharp(join(folder, front)).extract({ left: 0, top: 5, width: 1010, height: 638 });
    const scan = join(out, 'scan.png');
    const background = '#181818';
    await sharp(await card.png().toBuffer())
      .extend({ top: 60, bottom: 60, left: 60, right: 60, background })
      .png()
      .toFile(scan);
    expect(told('calibrate', '--scan', scan)).toMatchObject({
      status: 0,
      told: { offsetX: 3, offsetY: 0, saved: false },
    });
    expect(told('calibrate', '--scan', join(folder, front))).toMatchObject({
      status: 1,
      told: { fault: { code: 'printer.scanUnreadable' } },
    });
  });
});

describe('npm run devices, used wrongly', () => {
  test.each([[[]], [['dance']], [['list', 'twice']], [['list', '--fast']]])('%j shows how it is used', (args) => {
    const { status, said, complained } = run(...args);
    expect([status, said]).toEqual([2, '']);
    expect(complained).toContain('npm run devices -- TASK');
  });

  test('refuses a time or a language that there is none of', () => {
    expect(run('liveview', '--practice', '--seconds', '0').status).toBe(2);
    expect(run('list', '--practice', '--lang', 'fr').status).toBe(2);
  });

  test('--help says what the exit codes mean', () => {
    const { status, said } = run('--help');
    expect(status).toBe(0);
    expect(said).toMatch(/Exit code: 0 .*; 1 .*; 2 /);
  });
});

test('on the USB of this machine, list answers or says why there is none, in the language asked for', () => {
  const { status, said, complained } = run('list', '--json', '--lang', 'ur');
  const answer = JSON.parse(said) as { ok: boolean; fault?: { code: string; cause: string; hint: string } };
  expect(complained).toBe('');
  expect(status).toBe(answer.ok ? 0 : 1);
  if (!answer.ok)
    expect(answer.fault).toMatchObject({
      code: 'usb.noBus',
      cause: expect.stringMatching(/\p{Script=Arabic}/u) as string,
    });
});
