import { z } from 'zod';
import type { PaymentMethod } from '../catalogue/house-file.ts';
import { westernDigits } from './cnic.ts';

/** What a payment outside the drawer is known by: capital letters, digits, `-` and `/`. */
export const PaymentReference = z.string().regex(/^[A-Z0-9][A-Z0-9/-]{2,39}$/);
export type PaymentReference = z.infer<typeof PaymentReference>;

/**
 * A payment slip id is digits alone. Provincial portals print 17 of them, banks' own slips from 13 on (1Link's
 * consumer numbers go up to 24); which of them was paid, the portal knows.
 */
const PSID = /^\d{13,24}$/;

/** What was typed as it is kept: capitals and western digits, without spaces. */
export function tidyReference(typed: string): string {
  return westernDigits(typed).replaceAll(/\s/g, '').toUpperCase();
}

/** Does a reference have the form its way of payment asks for? Cash has none. */
export function fitsMethod(method: PaymentMethod, reference: string | null): boolean {
  if (method === 'cash') return reference === null;
  if (reference === null || !PaymentReference.safeParse(reference).success) return false;
  return method === 'psid' ? PSID.test(reference) : true;
}
