import { PrintFault, type PrinterState } from '../../src-main/devices/printer/printer-port.ts';
import type { CameraState } from '../../src-main/devices/camera/camera-port.ts';
import { Fault } from '../../src-shared/errors.ts';
import { texts } from '../../src-shared/i18n/texts.ts';
import { connectCamera } from './connect-camera.ts';
import { connectPrinter } from './connect-printer.ts';
import { findDriver, kindOf } from './known-drivers.ts';
import { faultLine, faultWords, sayTable, type FaultWords, type Outcome, type Tool } from './tool.ts';

/**
 * What camera and printer say of themselves. Ends well when each that is plugged in answered, be it that
 * it cannot work now; a kind that is not there is said and does not matter, unless nothing is.
 */
export async function status(tool: Tool): Promise<Outcome> {
  const present = await findPresent(tool);
  const camera = await readCamera(tool);
  const { cameraCondition, printerCondition } = texts[tool.language].status;
  tool.say(`camera: ${cameraCondition[camera.condition]}`);
  const { details } = camera;
  sayTable(tool, {
    driver: details?.driver,
    ...identityRows(camera),
    'live view': details === undefined || details.liveView ? undefined : 'none over USB',
    battery: details?.battery === undefined ? undefined : `${details.battery} %`,
    'shutter count': details?.shutterCount,
    ...present.camera.rows,
    trouble: trouble(camera.fault),
  });
  const printer = await readPrinter(tool);
  tool.say(`printer: ${printerCondition[printer.condition]}`);
  sayTable(tool, {
    driver: printer.driver,
    ...identityRows(printer),
    ribbon: printer.ribbon,
    'cards left on the ribbon': printer.cardsLeft,
    'film left': printer.filmLeft === undefined ? undefined : `${printer.filmLeft} %`,
    'cards inserted in its life': printer.cardsInserted,
    'panels printed in its life': printer.panelsPrinted,
    'cards since cleaning': printer.cleaning?.cardsSince,
    ...present.printer.rows,
    trouble: trouble(printer.fault),
  });
  const answers = [
    ...(present.camera.there ? [camera.condition !== 'absent' && camera.condition !== 'faulty'] : []),
    ...(present.printer.there ? [printer.condition !== 'absent'] : []),
  ];
  return { ok: answers.length > 0 && answers.every(Boolean), result: { camera, printer } };
}

interface Present {
  readonly there: boolean;
  /** What is plugged in and no driver takes. */
  readonly rows: Readonly<Record<string, string>>;
}

/** Errors: `usb.noBus`, `usb.*`: then nothing can be said of any device. */
async function findPresent({ bus }: Tool): Promise<Record<'camera' | 'printer', Present>> {
  const candidates = await bus.list();
  const present = (kind: 'camera' | 'printer'): Present => {
    const there = candidates.filter((each) => (findDriver(each)?.kind ?? kindOf(each)) === kind);
    const strange = there.filter((each) => findDriver(each) === undefined);
    const names = strange.map(({ manufacturer, product, place }) => `${manufacturer} ${product} at ${place}`.trim());
    return { there: there.length > 0, rows: names.length === 0 ? {} : { 'without driver': names.join(', ') } };
  };
  return { camera: present('camera'), printer: present('printer') };
}

/** A state with its fault in words. */
type Told<State> = Omit<State, 'fault'> & { readonly fault: FaultWords | null };

async function readCamera(tool: Tool): Promise<Told<CameraState>> {
  try {
    const camera = await connectCamera(tool.bus);
    const { state } = camera;
    await camera.close();
    return told(state, tool);
  } catch (error) {
    return told({ condition: 'absent', fault: codeOf(error) }, tool);
  }
}

async function readPrinter(tool: Tool): Promise<Told<PrinterState>> {
  try {
    const { printer, state } = await connectPrinter(tool.bus);
    await printer.close();
    return told(state, tool);
  } catch (error) {
    return told({ condition: 'absent', fault: codeOf(error) }, tool);
  }
}

function told<State extends CameraState | PrinterState>(state: State, tool: Tool): Told<State> {
  return { ...state, fault: state.fault === undefined ? null : faultWords(state.fault, tool.language) };
}

function identityRows(state: { model?: string; serialNumber?: string; firmware?: string }) {
  return { model: state.model, serial: state.serialNumber, firmware: state.firmware };
}

function trouble(fault: FaultWords | null): string | undefined {
  return fault === null ? undefined : faultLine(fault);
}

function codeOf(error: unknown): Fault['code'] {
  if (error instanceof Fault || error instanceof PrintFault) return error.code;
  throw error;
}
