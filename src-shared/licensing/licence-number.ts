import { LicenceNumber } from '../ids.ts';

/** Serials are seven digits, so a prefix holds ten million numbers. */
export const MAX_SERIAL = 9_999_999;

/** The licence number of a serial: prefix, seven digits, check digit by ISO/IEC 7064 MOD 11,10. */
export function licenceNumber(prefix: string, serial: number): LicenceNumber {
  const digits = String(serial).padStart(7, '0');
  return LicenceNumber.parse(`${prefix}-${digits}-${checkDigit(prefix, digits)}`);
}

/** Is the check digit the one its prefix and serial call for? Catches every single wrong digit. */
export function isValidLicenceNumber(text: string): text is LicenceNumber {
  const parsed = LicenceNumber.safeParse(text);
  if (!parsed.success) return false;
  const [prefix = '', digits = '', check = ''] = text.split('-');
  return check === String(checkDigit(prefix, digits));
}

export function serialOf(number: LicenceNumber): number {
  return Number(number.slice(4, 11));
}

/** ISO/IEC 7064 MOD 11,10 over the letters (A=10..Z=35, two digits each) and the serial. */
function checkDigit(prefix: string, digits: string): number {
  const letters = Array.from(prefix, (letter) => String(letter.charCodeAt(0) - 55)).join('');
  let product = 10;
  for (const digit of letters + digits) {
    const sum = (Number(digit) + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (11 - product) % 10;
}
