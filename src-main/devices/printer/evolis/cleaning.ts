import { Fault } from '../../../../src-shared/errors.ts';
import type { EvolisLink } from './evolis-link.ts';

/** Cards between two cleanings: what the maker's user guides ask for. */
export const CLEANING_INTERVAL = 1000;

/**
 * Runs the cleaning card through: `Scp`, five passes (Evolis Programming Guide A5013). The ribbon has to be out and
 * the cleaning card in the feeder; the reply comes when it is out again. Errors: `printer.ribbonIn`,
 * `printer.notCapable` from a printer that does not know the command, `printer.*`, `usb.*`.
 */
export async function runCleaning(link: EvolisLink): Promise<void> {
  await link.command('Pem;2');
  try {
    await link.command('Scp', link.timeouts.printMs);
  } catch (error) {
    if (!(error instanceof Fault) || error.detail['reply'] === undefined) throw error;
    const code = meaning(error.code);
    throw code === undefined ? error : new Fault(code, {}, { cause: error });
  }
}

/** What a refusal means while cleaning: a word about the ribbon says that it is in the way. */
function meaning(code: Fault['code']): Fault['code'] | undefined {
  if (code === 'printer.ribbonOut' || code === 'printer.ribbonWrong') return 'printer.ribbonIn';
  return code === 'printer.rejected' ? 'printer.notCapable' : undefined;
}
