import { afterEach, describe, expect, test } from 'vitest';
import { PracticePrinter } from '../../src-main/devices/practice/printer-model.ts';
import { dotsAsPrinted } from '../../src-main/devices/printer/dots-as-printed.ts';
import { plainPrintSettings as settings } from '../../src-shared/devices/print-setting.ts';
import { back, bench, closeManagers, front, ignore } from './printer-bench.ts';
import { states } from './printer-trouble.ts';

afterEach(closeManagers);

/** Prints one card and compares it. */
async function expectGoodCard({ manager, printer }: Awaited<ReturnType<typeof bench>>): Promise<void> {
  await manager.print({ front: back, settings }, ignore);
  expect(Buffer.compare(printer.lastCard!.front, dotsAsPrinted(back))).toBe(0);
}

describe('every state has its fault, says where the card is, and leaves the next card alone', () => {
  test.each(states)('$name', async ({ spoil, code, card, fed, mend }) => {
    const made = await bench({ setsLeft: 9, feeder: 9 });
    const { manager, printer } = made;
    spoil(printer.mechanics);
    await expect(manager.print({ front, settings }, ignore)).rejects.toMatchObject({ code, card });
    expect(printer.mechanics.cardsInserted).toBe(fed);
    expect(printer.lastCard).toBeUndefined();
    expect(manager.state).toMatchObject({ condition: 'blocked', fault: code });
    mend?.(printer.mechanics);
    await expectGoodCard(made);
    expect(manager.state.condition).toBe('ready');
  });

  test('a printer that is busy for good', async () => {
    const made = await bench();
    made.printer.faults.busy = Infinity;
    const print = made.manager.print({ front, settings }, ignore);
    await expect(print).rejects.toMatchObject({ code: 'printer.busy', card: 'inFeeder' });
    made.printer.faults.busy = 0;
    await expectGoodCard(made);
  });

  test('a word that nobody has met', async () => {
    const made = await bench();
    made.printer.faults.answers.set('Ss', 'LAMINATOR SULKING');
    const print = made.manager.print({ front, settings }, ignore);
    await expect(print).rejects.toMatchObject({ code: 'printer.protocol', card: 'look' });
    await expectGoodCard(made);
  });

  test('a card that takes its time is waited for', async () => {
    const made = await bench();
    made.printer.faults.feedMs = 120;
    await expectGoodCard(made);
  });

  test('a card that takes too long is looked for, and the late reply is not taken for the next', async () => {
    const made = await bench({}, { timeouts: { commandMs: 100, printMs: 3000, optionalMs: 50, quietMs: 10 } });
    made.printer.faults.feedMs = 160;
    const print = made.manager.print({ front, settings }, ignore);
    await expect(print).rejects.toMatchObject({ code: 'usb.timeout', card: 'look' });
    made.printer.faults.feedMs = 0;
    await expectGoodCard(made);
  });

  test('a printer that waits at its empty feeder and says nothing', async () => {
    const made = await bench(
      { feeder: 0 },
      { timeouts: { commandMs: 100, printMs: 3000, optionalMs: 50, quietMs: 10 } },
    );
    const { printer, manager } = made;
    printer.faults.mute.add('Ss');
    const requests: number[] = [];
    const answer = printer.classOut.bind(printer);
    printer.classOut = (request) => {
      requests.push(request);
      return answer(request);
    };
    const print = manager.print({ front, settings }, ignore);
    // No reply says that the rollers stood still: somebody looks.
    await expect(print).rejects.toMatchObject({ code: 'printer.feederEmpty', card: 'look' });
    // Told to give up: else the next blank would be taken for this job.
    expect(requests).toEqual([2]);
    printer.faults.mute.clear();
    printer.mechanics.feeder = 3;
    await expectGoodCard(made);
    expect(printer.mechanics.feeder).toBe(2);
  });
});

test('a printer that refuses a panel and takes no more says why, not that time is up', async () => {
  const printer = new Stubborn();
  const made = await bench(printer, { timeouts: { commandMs: 200, printMs: 3000, optionalMs: 50, quietMs: 10 } });
  const print = made.manager.print({ front, settings }, (step) => {
    if (step === 'sendingFront') printer.mechanics.coverOpen = true;
  });
  await expect(print).rejects.toMatchObject({ code: 'printer.coverOpen', card: 'look' });
  printer.mechanics.coverOpen = false;
  await expectGoodCard(made);
});

/** A printer that shuts its ears as soon as it has refused a panel. */
class Stubborn extends PracticePrinter {
  #taken = 0;

  override bulkOut(packet: Uint8Array): 'ack' | 'nak' {
    if (!this.mechanics.coverOpen) return super.bulkOut(packet);
    this.#taken += packet.length;
    return this.#taken > 700_000 ? 'nak' : super.bulkOut(packet);
  }
}

describe('the counters', () => {
  test('show a card that was fed by hand, and one that a job has lost', async () => {
    const { manager, printer } = await bench();
    await manager.print({ front, settings }, ignore);
    printer.mechanics.cardsInserted += 1;
    expect((await manager.refresh()).cardsInserted).toBe(2);
    printer.mechanics.jamNext = true;
    await expect(manager.print({ front, settings }, ignore)).rejects.toMatchObject({ code: 'printer.jam' });
    printer.mechanics.path = 'empty';
    expect((await manager.refresh()).cardsInserted).toBe(3);
  });

  test('may run backwards, when the printer got another board', async () => {
    const { manager, printer } = await bench();
    printer.mechanics.cardsInserted = 500;
    expect((await manager.refresh()).cardsInserted).toBe(500);
    printer.mechanics.cardsInserted = 3;
    expect((await manager.refresh()).cardsInserted).toBe(3);
  });
});

describe('ribbons in black', () => {
  const black = { rgb: new Uint8Array(front.rgb.length).fill(255), resin: front.resin };

  test.each(['KO', 'K', 'KBLACK'])('%s prints a card that has no dye', async (ribbon) => {
    const { manager, printer } = await bench({ ribbon });
    expect(manager.state).toMatchObject({ condition: 'ready', back: 'resin' });
    await manager.print({ front: black, back: black, settings }, ignore);
    const { lastCard } = printer;
    expect(Buffer.compare(lastCard!.front, dotsAsPrinted(black, 'resin'))).toBe(0);
    expect(Buffer.compare(lastCard!.back!, dotsAsPrinted(black, 'resin'))).toBe(0);
    expect(lastCard!.varnish!.front !== undefined).toBe(ribbon === 'KO');
    expect(printer.mechanics.panelsPrinted).toBe(ribbon === 'KO' ? 4 : 2);
  });

  test('a back in dye is too much for them', async () => {
    const { manager } = await bench({ ribbon: 'KO' });
    const print = manager.print({ front: black, back, settings }, ignore);
    await expect(print).rejects.toMatchObject({ code: 'printer.ribbonWrong', card: 'inFeeder' });
  });
});

describe('a ribbon with half panels', () => {
  /** White, with a block of dye over so many columns. */
  function dyed(columns: number): typeof front {
    const rgb = new Uint8Array(front.rgb.length).fill(255);
    for (let row = 100; row < 200; row += 1) rgb.fill(90, (row * 1016 + 40) * 3, (row * 1016 + 40 + columns) * 3);
    return { rgb, resin: new Uint8Array(front.resin.length) };
  }

  test('prints a portrait, and refuses a ground in colour', async () => {
    const { manager, printer } = await bench({ ribbon: 'YMCKOS' });
    await manager.print({ front: dyed(508), settings }, ignore);
    expect(Buffer.compare(printer.lastCard!.front, dotsAsPrinted(dyed(508)))).toBe(0);
    const print = manager.print({ front: dyed(509), settings }, ignore);
    await expect(print).rejects.toMatchObject({ code: 'printer.ribbonWrong', card: 'inFeeder' });
  });
});
