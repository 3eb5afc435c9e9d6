import { accept, refuse, type Result } from '../errors.ts';
import { Cnic } from '../ids.ts';

/** First digit of a CNIC: where it was first issued (NADRA numbering). */
const provinces = {
  '1': 'kp',
  '2': 'fata',
  '3': 'punjab',
  '4': 'sindh',
  '5': 'balochistan',
  '6': 'islamabad',
  '7': 'gilgitBaltistan',
} as const;

export type Province = (typeof provinces)[keyof typeof provinces];
export type Gender = 'male' | 'female';

/** What the digits of a CNIC say of its holder. */
export interface CnicFacts {
  readonly cnic: Cnic;
  readonly province: Province;
  /** Last digit odd for men, even for women. */
  readonly gender: Gender;
}

/**
 * Reads a CNIC as typed: dashes, spaces and Urdu or Arabic digits allowed.
 * Refuses with `cnic.length` or `cnic.province`.
 */
export function readCnic(typed: string): Result<CnicFacts> {
  const digits = westernDigits(typed).replaceAll(/[\s-]/g, '');
  const parsed = Cnic.safeParse(digits);
  if (!parsed.success) return refuse('cnic.length', { digits: digits.length });
  const first = digits.charAt(0);
  if (!isProvinceDigit(first)) return refuse('cnic.province', { digit: first });
  return accept({ cnic: parsed.data, province: provinces[first], gender: genderOf(parsed.data) });
}

export function genderOf(cnic: Cnic): Gender {
  return Number(cnic.charAt(12)) % 2 === 1 ? 'male' : 'female';
}

/** `3520212345671` as written on the card: `35202-1234567-1`. */
export function formatCnic(cnic: string): string {
  return [cnic.slice(0, 5), cnic.slice(5, 12), cnic.slice(12)].filter((part) => part !== '').join('-');
}

/** Turns Urdu (U+06F0) and Arabic (U+0660) digits into 0-9, leaving all else. */
export function westernDigits(text: string): string {
  return text.replaceAll(/[\u06F0-\u06F9\u0660-\u0669]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
}

function isProvinceDigit(digit: string): digit is keyof typeof provinces {
  return Object.hasOwn(provinces, digit);
}
