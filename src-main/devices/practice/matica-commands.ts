import type { MaticaMachine } from './matica-machine.ts';

/** What a command gives: data for the host, and a sense code where it failed. */
export interface Answer {
  readonly data?: Uint8Array;
  readonly sense?: number;
}

interface Printer {
  readonly machine: MaticaMachine;
  readonly model: { readonly model: string; readonly descriptor: { readonly serialNumber: string } };
  /** The sense that is to be told when it is asked. */
  readonly trouble: number;
}

const BAD_COMMAND = 0x00052000;

/** Carries out one command block as the printer does; fields as in the driver's `reports.ts`, written the other way round. */
export function answerCommand(printer: Printer, block: Uint8Array, data: Uint8Array): Answer {
  const { machine, trouble } = printer;
  const [command, p1 = 0, p2 = 0] = block;
  switch (command) {
    case 0x00:
      return trouble === 0 ? {} : { sense: trouble };
    case 0x03:
      return { data: senseReport(trouble) };
    case 0x12:
      return { data: inquiryReport(printer.model.model, printer.model.descriptor.serialNumber) };
    case 0x1a:
      return p2 === 0x68
        ? { data: cardPage(printer) }
        : p2 === 0x63
          ? { data: inkPage(machine) }
          : { sense: BAD_COMMAND };
    case 0x4d:
      return { data: counters(machine) };
    case 0x34:
      return {
        data: machine.station === undefined ? Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0) : position(machine.station),
      };
    case 0x2a:
      return { sense: machine.take(p2, data) };
    case 0x2d:
      return { sense: machine.writeStripe(data) };
    case 0x2c:
      return stripe(machine, block);
    case 0x31:
      return { sense: motion(machine, p1, { p2, station: block[7] ?? 0 }) };
    default:
      return { sense: BAD_COMMAND };
  }
}

function motion(machine: MaticaMachine, what: number, { p2, station }: { p2: number; station: number }): number {
  switch (what) {
    case 0x01:
      return machine.load(station);
    case 0x0b:
      return machine.move(station);
    case 0x08:
      return machine.print(p2);
    case 0x0a:
      return machine.transfer('turn');
    case 0x0d:
      return machine.transfer('return');
    case 0x09:
      return machine.transfer('eject');
    default:
      return BAD_COMMAND;
  }
}

/** Fixed format of SCSI Primary Commands: key at 2, code at 12. */
function senseReport(sense: number): Uint8Array {
  const report = new Uint8Array(20);
  report.set([0x70, 0, sense >> 16]);
  report[12] = (sense >> 8) & 0xff;
  return report;
}

function inquiryReport(model: string, serial: string): Uint8Array {
  const report = new Uint8Array(96).fill(0x20);
  const put = (at: number, text: string): void => report.set(new TextEncoder().encode(text), at);
  report.set([0x06, 0, 0, 0, 91], 0);
  put(8, 'MATICA');
  put(16, model);
  put(32, serial.slice(0, 8));
  put(58, 'PRACTICE 1.0');
  put(71, 'B2.0');
  put(79, 'T3.0');
  return report;
}

function cardPage({ machine, model }: Printer): Uint8Array {
  const report = new Uint8Array(64);
  const view = new DataView(report.buffer);
  const fine = model.model === 'XID8600';
  const dpi = fine ? 600 : 300;
  for (const at of [8, 10]) view.setUint16(at, dpi);
  view.setUint16(16, fine ? 2024 : 1012);
  view.setUint16(18, fine ? 1276 : 638);
  view.setUint16(32, fine ? 2072 : 1036);
  view.setUint16(34, fine ? 1328 : 664);
  const { filmLeft, inkLeft, inkTotal, hopper } = machine.state;
  report[0x33] = Math.floor(filmLeft / 100);
  report[0x34] = Math.floor((inkLeft / inkTotal) * 50);
  report[0x35] = hopper > 0 ? 0 : 1;
  return report;
}

function inkPage({ state }: MaticaMachine): Uint8Array {
  const report = new Uint8Array(44);
  report[6] = state.inkType;
  new DataView(report.buffer).setUint16(8, state.inkTotal);
  report.set(new TextEncoder().encode('LOT001'), 12);
  return report;
}

function counters({ state }: MaticaMachine): Uint8Array {
  const report = new Uint8Array(52);
  const view = new DataView(report.buffer);
  for (const [id, count] of [state.cards, state.cards, state.cards, 0, 0].entries()) {
    view.setUint16(4 + id * 8, id);
    view.setUint16(6 + id * 8, 4);
    view.setUint32(8 + id * 8, count);
  }
  return report;
}

function position(station: number): Uint8Array {
  return Uint8Array.of(0, 0, 0, 0, 0, 0, 0, station);
}

function stripe(machine: MaticaMachine, block: Uint8Array): Answer {
  const tag = [...block.subarray(3, 6)].find((each) => each !== 0) ?? 0;
  const data = machine.readStripe(tag);
  return data === undefined ? { sense: 0x0003ad00 } : { data };
}
