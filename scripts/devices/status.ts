import { PrinterManager } from '../../src-main/devices/printer/printer-manager.ts';
import type { PrinterState } from '../../src-main/devices/printer/printer-port.ts';
import type { CameraState } from '../../src-main/devices/camera/camera-port.ts';
import { Fault } from '../../src-shared/errors.ts';
import { texts } from '../../src-shared/i18n/texts.ts';
import { connectCamera } from './connect-camera.ts';
import { faultLine, faultWords, sayTable, type FaultWords, type Outcome, type Tool } from './tool.ts';

/** What camera and printer say of themselves. Ends well when both could be used now. */
export async function status(tool: Tool): Promise<Outcome> {
  const camera = await readCamera(tool);
  const { cameraCondition, printerCondition } = texts[tool.language].status;
  tool.say(`camera: ${cameraCondition[camera.condition]}`);
  sayTable(tool, { ...identityRows(camera), trouble: trouble(camera.fault) });
  const printer = await readPrinter(tool);
  tool.say(`printer: ${printerCondition[printer.condition]}`);
  sayTable(tool, {
    ...identityRows(printer),
    ribbon: printer.ribbon,
    'cards left on the ribbon': printer.cardsLeft,
    'cards inserted in its life': printer.cardsInserted,
    'panels printed in its life': printer.panelsPrinted,
    trouble: trouble(printer.fault),
  });
  return { ok: camera.condition === 'ready' && printer.condition === 'ready', result: { camera, printer } };
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
  const printer = new PrinterManager(tool.bus, { pollMs: 0 });
  try {
    return told(await printer.refresh(), tool);
  } catch (error) {
    return told({ condition: 'absent', fault: codeOf(error) }, tool);
  } finally {
    await printer.close();
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
  if (error instanceof Fault) return error.code;
  throw error;
}
