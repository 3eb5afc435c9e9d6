import { z } from 'zod';

/** What a licence may allow its holder to drive. */
export const Category = z.enum([
  'motorcycle',
  'rickshaw',
  'car',
  'ltv',
  'htv',
  'tractorAgricultural',
  'tractorCommercial',
  'psv',
  'invalidCarriage',
  'other',
]);
export type Category = z.infer<typeof Category>;

/** Amounts are whole paisa, so that sums are exact. */
export const Paisa = z.int().nonnegative();
