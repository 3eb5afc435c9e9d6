import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CameraModel } from '../../src-main/devices/practice/camera-model.ts';
import { PracticeMatica } from '../../src-main/devices/practice/matica-model.ts';
import { PracticePrinter } from '../../src-main/devices/practice/printer-model.ts';
import { type Bench, openBench } from './bench/bench.ts';
import { benchMissing } from './bench/missing.ts';
import { TestSource } from './camera-bench.ts';

const script = join(import.meta.dirname, '../../scripts/devices.ts');

/** The technician's command on whatever is at /dev/bus/usb: nothing here tells it what that is. */
describe.skipIf(benchMissing() !== undefined)('npm run devices, on a bus', { timeout: 60_000 }, () => {
  const out = mkdtempSync(join(tmpdir(), 'devices-on-bench-'));
  afterAll(() => rmSync(out, { recursive: true }));
  let bench: Bench;
  let source: TestSource;
  let camera: CameraModel;
  let printer: PracticePrinter;
  beforeEach(async () => {
    bench = await openBench();
    source = await TestSource.make(100_000);
    camera = new CameraModel(source);
    printer = new PracticePrinter();
  });
  afterEach(() => bench.close());

  interface Run {
    readonly status: number;
    readonly answer: Record<string, unknown>;
    readonly text: string;
  }

  async function run(...args: string[]): Promise<Run> {
    const child = bench.spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
    const [status] = (await once(child, 'close')) as [number];
    const answer = args.includes('--json') ? (JSON.parse(text) as Record<string, unknown>) : {};
    return { status, answer, text };
  }

  it('says that nothing is there', async () => {
    expect(await run('list')).toMatchObject({
      status: 0,
      text: expect.stringContaining('No camera and no card') as string,
    });
    const { status, text } = await run('status');
    expect(status).toBe(1);
    expect(text).toMatch(/\(camera\.absent\)[^]*\(printer\.absent\)/);
    expect(await run('capture')).toMatchObject({
      status: 1,
      text: expect.stringContaining('(camera.absent)') as string,
    });
    expect(await run('print')).toMatchObject({
      status: 1,
      text: expect.stringContaining('(printer.absent)') as string,
    });
  });

  it('works with a camera alone: status, frames, and a picture byte for byte', async () => {
    bench.plug(camera);
    expect((await run('status', '--json')).answer).toMatchObject({
      ok: true,
      camera: { condition: 'ready', serialNumber: 'PRACTICE1' },
      printer: { condition: 'absent', fault: { code: 'printer.absent' } },
    });
    const frames = join(out, 'frames');
    const live = await run('liveview', '--frames', '5', '--out', frames);
    expect([live.status, live.text]).toEqual([0, expect.stringContaining('frames/s')]);
    expect(readdirSync(frames)).toHaveLength(5);
    const file = join(out, 'shot.jpg');
    const shot = await run('capture', '--out', file);
    expect([shot.status, shot.text]).toEqual([0, expect.stringContaining(file)]);
    expect(Buffer.compare(readFileSync(file), source.exposures[0]!)).toBe(0);
  });

  it('works with a printer alone, and prints what it is given', async () => {
    bench.plug(printer);
    bench.claimUsblp(printer);
    expect((await run('status')).status).toBe(0);
    const [front, back] = [join(out, 'f.png'), join(out, 'b.png')];
    await sharp({ create: { width: 1016, height: 648, channels: 3, background: '#000' } })
      .png()
      .toFile(front);
    await sharp({ create: { width: 1016, height: 648, channels: 3, background: '#fff' } })
      .png()
      .toFile(back);
    const printed = await run('print', '--front', front, '--back', back, '--out', out, '--json');
    expect([printed.status, printed.answer['ok']]).toEqual([0, true]);
    expect(printer.lastCard?.front.every((dot) => dot === 0)).toBe(true);
    expect(printer.lastCard?.back?.every((dot) => dot === 255)).toBe(true);
  });

  it('waits for a printer that warms up', async () => {
    const cards: unknown[] = [];
    const matica = new PracticeMatica({ model: 'XID580i', state: { warm: false }, onCard: (card) => cards.push(card) });
    bench.plug(matica);
    const printing = run('print', '--out', out);
    await vi.waitFor(() => expect(matica.heard.length).toBeGreaterThan(8), { timeout: 20_000 });
    expect(cards).toHaveLength(0);
    matica.machine.state.warm = true;
    const { status, text } = await printing;
    expect([status, text]).toEqual([0, expect.stringContaining('Waiting: The printer is warming up')]);
    expect(cards).toHaveLength(1);
  });

  it('takes the one that is meant among several', async () => {
    const second = new CameraModel(await TestSource.make(50_000));
    bench.plug(camera);
    bench.plug(second);
    const { bus, address } = bench.placeOf(second);
    const place = [bus, address].map((each) => String(each).padStart(3, '0')).join(':');
    expect((await run('list', '--json')).answer['devices']).toMatchObject([{ usable: true }, { usable: true, place }]);
    const file = join(out, 'second.jpg');
    expect((await run('capture', '--device', place, '--out', file)).status).toBe(0);
    expect(source.exposures).toHaveLength(0);
  });

  it('says why when another program holds the camera, and takes nothing from it', async () => {
    bench.plug(camera);
    const holder = bench.holdByOtherProgram(camera);
    const { status, text } = await run('capture');
    expect(status).toBe(1);
    expect(text).toContain('(usb.busy)');
    expect(text).toContain('gio mount -s gphoto2');
    expect((await run('status')).status).toBe(1);
    expect(holder.wasRobbed).toBe(false);
  });

  it('says why a card was not printed, and where the blank is', async () => {
    printer.mechanics.jamNext = true;
    bench.plug(printer);
    const { status, text } = await run('print', '--out', out);
    expect(status).toBe(1);
    expect(text).toContain('(printer.jam)');
    expect(text).toContain('open the printer and look');
  });
});
