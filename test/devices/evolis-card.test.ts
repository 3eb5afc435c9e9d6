import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { PracticeBus } from '../../src-main/devices/practice/practice-bus.ts';
import { PracticePrinter } from '../../src-main/devices/practice/printer-model.ts';
import type { ReceivedCommand } from '../../src-main/devices/practice/printer/command-parser.ts';
import { CommandParser } from '../../src-main/devices/practice/printer/command-parser.ts';
import { dotsAsPrinted } from '../../src-main/devices/printer/dots-as-printed.ts';
import { EvolisLink } from '../../src-main/devices/printer/evolis/evolis-link.ts';
import { CARD_HEIGHT, CARD_WIDTH, type CardSide } from '../../src-main/devices/printer/printer-port.ts';
import { PRINTER, type UsbDevice } from '../../src-main/devices/usb/usb-device.ts';
import { plainPrintSettings as settings, type PrintSettings } from '../../src-shared/devices/print-setting.ts';
import { back, bench, closeManagers, front, ignore } from './printer-bench.ts';

afterEach(closeManagers);

/** A printer that writes down what it was told. */
class Listening extends PracticePrinter {
  readonly heard: ReceivedCommand[] = [];
  readonly #ear = new CommandParser();

  override bulkOut(packet: Uint8Array): 'ack' | 'nak' {
    const answer = super.bulkOut(packet);
    if (answer === 'ack') this.heard.push(...this.#ear.push(packet));
    return answer;
  }

  get commands(): string[] {
    return this.heard.map(({ name, parameters }) => [name, ...parameters].join(';'));
  }
}

/** A printer that says `OK` to what moves a card, and to nothing else. */
class Taciturn extends Listening {
  override bulkIn(): Uint8Array | 'nak' {
    for (;;) {
      const packet = super.bulkIn();
      const isOk = packet !== 'nak' && Buffer.from(packet).toString().startsWith('OK');
      if (!isOk || ['Ss', 'Se', 'Rcr'].includes(this.heard.at(-1)?.name ?? '')) return packet;
    }
  }
}

/** A printer that says something new to a track. */
class Sulking extends PracticePrinter {
  async open(): Promise<UsbDevice> {
    this.faults.answers.set('Dm', 'NOT TODAY');
    const bus = new PracticeBus();
    bus.plug(this);
    const [candidate] = await bus.list();
    return candidate!.open(PRINTER);
  }
}

/** White with one black cross, its middle at the dot. */
function cross(x: number, y: number): CardSide {
  const resin = new Uint8Array(CARD_WIDTH * CARD_HEIGHT);
  for (let arm = -9; arm <= 9; arm += 1) {
    resin[y * CARD_WIDTH + x + arm] = 1;
    resin[(y + arm) * CARD_WIDTH + x] = 1;
  }
  return { rgb: new Uint8Array(resin.length * 3).fill(255), resin };
}

const offset = (x: number, y: number): PrintSettings => ({ offset: { x, y }, contrast: {} });

describe('the offset', () => {
  test('moves the picture, and undoes what the mechanics do', async () => {
    const { manager, printer } = await bench({ misaligned: () => ({ x: 0.4, y: -0.3 }) });
    await manager.print({ front: cross(500, 300), settings }, ignore);
    expect(Buffer.compare(printer.lastCard!.front, dotsAsPrinted(cross(505, 296)))).toBe(0);
    await manager.print({ front: cross(500, 300), settings: offset(-5, 4) }, ignore);
    expect(Buffer.compare(printer.lastCard!.front, dotsAsPrinted(cross(500, 300)))).toBe(0);
    await manager.print({ front: cross(500, 300), back: cross(9, 20), settings: offset(45, 46) }, ignore);
    expect(Buffer.compare(printer.lastCard!.front, dotsAsPrinted(cross(550, 342)))).toBe(0);
    expect(Buffer.compare(printer.lastCard!.back!, dotsAsPrinted(cross(59, 62)))).toBe(0);
  });

  test('out of the range that is known is refused before a card is fed', async () => {
    const { manager, printer } = await bench({}, { offsetRange: 20 });
    expect(() => manager.checkSettings(offset(21, 0))).toThrow(
      expect.objectContaining({ code: 'printer.settingRange' }),
    );
    expect(() => manager.checkSettings(offset(-20, 20))).not.toThrow();
    const print = manager.print({ front, settings: offset(0, -21) }, ignore);
    await expect(print).rejects.toMatchObject({ code: 'printer.settingRange', card: 'inFeeder' });
    expect(printer.mechanics.cardsInserted).toBe(0);
  });

  test('out of the range that only the printer knows is refused by it', async () => {
    const { manager } = await bench({ offsetRange: 10 });
    const print = manager.print({ front, settings: offset(11, 0) }, ignore);
    await expect(print).rejects.toMatchObject({ code: 'printer.settingRange', card: 'inFeeder' });
    await manager.print({ front, settings: offset(10, 0) }, ignore);
  });
});

describe('a card', () => {
  const settingNames = ['Pps', 'Pem', 'Pr', 'Pc', 'Px', 'Py'];

  test('comes out of a printer that says nothing to settings and panels', async () => {
    const { manager, printer } = await bench(new Taciturn());
    await manager.print({ front, back, settings }, ignore);
    expect(Buffer.compare(printer.lastCard!.front, dotsAsPrinted(front))).toBe(0);
    expect(Buffer.compare(printer.lastCard!.back!, dotsAsPrinted(back))).toBe(0);
    await manager.print({ front, settings }, ignore);
    expect(printer.mechanics.cardsInserted).toBe(2);
  });

  test('is refused where such a printer does not understand a panel', async () => {
    const { manager, printer } = await bench();
    for (const name of settingNames) printer.faults.mute.add(name);
    printer.faults.answers.set('Db', 'ERR PARAMETERS');
    await expect(manager.print({ front, settings }, ignore)).rejects.toMatchObject({
      code: 'printer.rejected',
      card: 'look',
    });
  });

  test('comes out of a printer that knows nothing of supervision', async () => {
    const { manager, printer } = await bench();
    printer.faults.unknown.add('Pps');
    await manager.print({ front, settings }, ignore);
    expect(printer.mechanics.cardsInserted).toBe(1);
  });
});

describe('contrast', () => {
  test('is sent for every panel and shows on the card; the preview stays as it is', async () => {
    const printer = new Listening();
    const { manager } = await bench(printer);
    const contrast = { y: -10, m: 3, c: 10, o: -1 } as const;
    await manager.print({ front, settings: { offset: { x: 0, y: 0 }, contrast } }, ignore);
    const told = printer.commands.filter((command) => command.startsWith('Pc'));
    expect(told).toEqual(['Pc;y;=;1', 'Pc;m;=;13', 'Pc;c;=;20', 'Pc;k;=;10', 'Pc;o;=;9']);
    // A dot of half yellow and half cyan, and what is left of the light.
    const dot = (300 * CARD_WIDTH + 128) * 3;
    const [preview, card] = [dotsAsPrinted(front), printer.lastCard!.front];
    expect(card[dot]!).toBeLessThan(preview[dot]! - 20);
    expect(card[dot + 2]!).toBeGreaterThan(preview[dot + 2]! + 20);
    await manager.print({ front, settings }, ignore);
    expect(Buffer.compare(printer.lastCard!.front, preview)).toBe(0);
  });

  test('of the resin leaves grey', async () => {
    const { manager, printer } = await bench();
    await manager.print({ front: cross(50, 50), settings: { ...settings, contrast: { k: -5 } } }, ignore);
    expect(printer.lastCard!.front[(50 * CARD_WIDTH + 50) * 3]).toBe(64);
  });

  test.each(['unknown', 'mute'] as const)('that a printer does not know (%s)', async (how) => {
    const { manager, printer } = await bench();
    printer.faults[how].add('Pc');
    if (how === 'unknown') await manager.print({ front, settings }, ignore);
    const print = manager.print({ front, settings: { ...settings, contrast: { k: 1 } } }, ignore);
    const code = how === 'unknown' ? 'printer.settingRange' : 'usb.timeout';
    await expect(print).rejects.toMatchObject({ code, card: 'inFeeder' });
  });
});

describe('compressed panels', () => {
  test('print the same card, dot for dot, in fewer bytes', async () => {
    const printer = new Listening();
    const { manager } = await bench(printer, { compressed: ['y', 'm', 'c', 'k', 'o'] });
    const card = cross(300, 300);
    await manager.print({ front: card, back, settings }, ignore);
    expect(Buffer.compare(printer.lastCard!.front, dotsAsPrinted(card))).toBe(0);
    expect(Buffer.compare(printer.lastCard!.back!, dotsAsPrinted(back))).toBe(0);
    const panels = printer.commands.filter((command) => command.startsWith('Db')).map((command) => command.slice(0, 5));
    expect(panels).toContain('Dbc;k');
    // A gradient has no runs: it is shorter as it is.
    expect(panels).toContain('Db;m;');
  });

  test('are not sent to a printer of which nothing is known', async () => {
    const printer = new Listening();
    await (await bench(printer)).manager.print({ front: cross(300, 300), settings }, ignore);
    expect(printer.commands.filter((command) => command.startsWith('Dbc'))).toEqual([]);
  });
});

describe('depths', () => {
  test.each([32, 64, 256] as const)('a card of %i levels is within a level of its picture', async (levels) => {
    const { manager, printer } = await bench({}, { levels });
    await manager.print({ front, settings }, ignore);
    const card = printer.lastCard!.front;
    let worst = 0;
    for (let dot = 0; dot < front.resin.length; dot += 1) {
      if (front.resin[dot] === 1) continue;
      worst = Math.max(worst, Math.abs(card[dot * 3]! - front.rgb[dot * 3]!));
    }
    expect(worst).toBeLessThanOrEqual(256 / levels);
  });
});

describe('the magnetic stripe', () => {
  const magnetic = { 1: 'PK-1234567 ALI', 2: '1234567890=2031', 3: '99=1' };

  test('is written and read back before anything is printed', async () => {
    const directory = mkdtempSync(path.join(tmpdir(), 'printer-'));
    const printer = new Listening({ directory });
    const { manager } = await bench(printer, { magnetic: { coercivity: 'l', density: 75 } });
    await manager.print({ front, settings, magnetic }, ignore);
    expect(printer.lastCard!.magnetic).toEqual(magnetic);
    expect(JSON.parse(readFileSync(path.join(directory, 'card-000001-stripe.json'), 'utf8'))).toEqual(magnetic);
    const job = printer.commands.filter((command) => /^(Pm|Ss|Dm|Sm|Sr)/.test(command)).map((each) => each.slice(0, 7));
    const before = ['Pmc;l', 'Pmd;75', 'Pmt;1;1', 'Pmt;2;2', 'Pmt;3;3', 'Ss'];
    const inside = ['Dm;1;PK', 'Dm;2;12', 'Dm;3;99', 'Smw', 'Smr;1', 'Smr;2', 'Smr;3', 'Sr'];
    expect(job).toEqual([...before, ...inside]);
    // The next card has a stripe of its own.
    await manager.print({ front, settings }, ignore);
    expect(printer.lastCard!.magnetic).toBeUndefined();
  });

  test('is not told to the log when a printer says something odd to it', async () => {
    const heard: string[] = [];
    const link = new EvolisLink(await new Sulking().open(), { onUnknownReply: (...words) => heard.push(...words) });
    await expect(link.command('Dm;2;4210112345671=2031')).rejects.toMatchObject({ detail: { command: 'Dm;2' } });
    expect(heard).toEqual(['Dm;2', 'NOT TODAY']);
  });

  test.each(['cannotWrite', 'misreads'] as const)('%s: the card is rejected, and the next is good', async (stripe) => {
    const { manager, printer } = await bench();
    printer.mechanics.stripe = stripe;
    const print = manager.print({ front, settings, magnetic: { 2: '10' } }, ignore);
    await expect(print).rejects.toMatchObject({ code: 'printer.magneticFailed', card: 'look' });
    expect(printer.mechanics).toMatchObject({ path: 'empty', cardsInserted: 1, panelsPrinted: 0 });
    printer.mechanics.stripe = 'good';
    await manager.print({ front, settings, magnetic: { 2: '10' } }, ignore);
    expect(printer.lastCard!.magnetic).toEqual({ 2: '10' });
  });

  test('that cannot be rejected either stays inside, and is pushed out by the next', async () => {
    const { manager, printer } = await bench();
    Object.assign(printer.mechanics, { stripe: 'cannotWrite', rejectFull: true });
    const print = manager.print({ front, settings, magnetic }, ignore);
    await expect(print).rejects.toMatchObject({ code: 'printer.magneticFailed', card: 'look' });
    expect(printer.mechanics.path).toBe('card');
    await manager.print({ front, settings }, ignore);
    expect(Buffer.compare(printer.lastCard!.front, dotsAsPrinted(front))).toBe(0);
  });

  test.each([{ 1: 'lower case' }, { 2: '12A' }, { 2: '1'.repeat(38) }, { 3: '' }])('cannot hold %o', async (bad) => {
    const { manager } = await bench();
    const print = manager.print({ front, settings, magnetic: bad }, ignore);
    await expect(print).rejects.toMatchObject({ code: 'printer.magneticFailed', card: 'inFeeder' });
  });

  test('needs an encoder', async () => {
    const { manager } = await bench({ hasEncoder: false });
    const print = manager.print({ front, settings, magnetic }, ignore);
    await expect(print).rejects.toMatchObject({ code: 'printer.notCapable', card: 'inFeeder' });
  });
});

describe('cleaning', () => {
  test('runs with the ribbon out and the cleaning card in, and the printer counts it', async () => {
    const { manager, printer } = await bench();
    const { mechanics } = printer;
    Object.assign(mechanics, { needsCleaning: true, cardsInserted: 1200 });
    expect(await manager.refresh()).toMatchObject({
      fault: 'printer.cleaningNeeded',
      canClean: true,
      cleaning: { cardsSince: 1200, interval: 1000 },
    });
    await expect(manager.clean()).rejects.toMatchObject({ code: 'printer.ribbonIn' });
    mechanics.ribbonIn = false;
    await expect(manager.clean()).rejects.toMatchObject({ code: 'printer.feederEmpty' });
    mechanics.cleaningCard = true;
    await manager.clean();
    expect(mechanics).toMatchObject({ cleanings: 1, feeder: 100, cardsInserted: 1200, cleaningCard: false });
    mechanics.ribbonIn = true;
    const state = await manager.refresh();
    expect(state).toMatchObject({ condition: 'ready', cleaning: { cardsSince: 0, interval: 1000 } });
    await manager.print({ front, settings }, ignore);
    expect(manager.state.cleaning).toEqual({ cardsSince: 1, interval: 1000 });
  });

  test('cannot run in a printer that does not know it, nor beside a print', async () => {
    const { manager, printer } = await bench();
    printer.faults.unknown.add('Scp');
    await expect(manager.clean()).rejects.toMatchObject({ code: 'printer.notCapable' });
    const print = manager.print({ front, settings }, ignore);
    await expect(manager.clean()).rejects.toMatchObject({ code: 'printer.busy' });
    await print;
  });
});

describe("the printer's own test card", () => {
  test('comes out, and takes a blank', async () => {
    const { manager, printer } = await bench();
    await manager.testCard();
    expect(printer.mechanics).toMatchObject({ feeder: 99, cardsInserted: 1, setsLeft: 199 });
    expect([...printer.lastCard!.front.subarray(0, 3)]).toEqual([255, 255, 0]);
    expect(manager.state.cardsInserted).toBe(1);
  });

  test('fails as any card does', async () => {
    const { manager, printer } = await bench();
    printer.mechanics.jamNext = true;
    await expect(manager.testCard()).rejects.toMatchObject({ code: 'printer.jam', card: 'look' });
    printer.mechanics.path = 'empty';
    printer.mechanics.feeder = 0;
    await expect(manager.testCard()).rejects.toMatchObject({ code: 'printer.feederEmpty', card: 'inFeeder' });
  });
});

test('what else the printer says of itself can be read', async () => {
  const { manager, printer } = await bench();
  printer.faults.unknown.add('Rse');
  expect(await manager.details()).toEqual({
    'print head kit': 'PRACTICE HEAD',
    'error mode': '0 0',
    'insertion mode': 'F',
    'cards between cleanings, mean': '0',
    'cards between cleanings, most': '0',
    cleanings: '0',
  });
});
