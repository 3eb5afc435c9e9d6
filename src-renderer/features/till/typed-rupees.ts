import { westernDigits } from '../../../src-shared/licensing/cnic.ts';

/** Reads an amount as typed, `5,000` or `5000.50`, into paisa; undefined while it is no amount. */
export function readRupees(typed: string): number | undefined {
  const text = westernDigits(typed).replaceAll(/[\s,]/g, '');
  const parts = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text);
  if (parts === null) return undefined;
  const [, rupees = '0', paisa = ''] = parts;
  return Number(rupees) * 100 + Number(paisa.padEnd(2, '0'));
}
