import type { LicenceNumber } from '../../../src-shared/ids.ts';
import { westernDigits } from '../../../src-shared/licensing/cnic.ts';
import { isValidLicenceNumber } from '../../../src-shared/licensing/licence-number.ts';

/**
 * A licence or permit number as people type it: any case, Urdu digits, spaces or nothing between its parts. Undefined
 * where its check digit does not fit.
 */
export function readNumber(text: string): LicenceNumber | undefined {
  const parts = /^([A-Z]{3})[-\s]?(\d{7})[-\s]?(\d)$/.exec(westernDigits(text).trim().toUpperCase());
  const number = parts?.slice(1).join('-') ?? '';
  return isValidLicenceNumber(number) ? number : undefined;
}
