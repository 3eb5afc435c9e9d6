import type { Category } from './category.ts';

/** Categories of the Convention on Road Traffic (Vienna, 8 November 1968), annexes 6 and 7 as amended in 2011. */
export const conventionCategories = [
  'A',
  'A1',
  'B',
  'B1',
  'C',
  'C1',
  'D',
  'D1',
  'BE',
  'CE',
  'C1E',
  'DE',
  'D1E',
] as const;
export type ConventionCategory = (typeof conventionCategories)[number];

/**
 * What a category of this country's licences is abroad; empty for vehicles the convention has no category for. A light
 * transport vehicle is one of at most 14,500 lb laden (Provincial Motor Vehicles Ordinance 1965, s. 2), which is less
 * than the 7,500 kg of C1. Sample data like all rules: an authority confirms it before it is used.
 */
const abroad: Readonly<Record<Category, readonly ConventionCategory[]>> = {
  motorcycle: ['A1', 'A'],
  rickshaw: ['B1'],
  car: ['B'],
  ltv: ['B', 'C1'],
  htv: ['C1', 'C'],
  psv: ['D1', 'D'],
  tractorAgricultural: [],
  tractorCommercial: [],
  invalidCarriage: [],
  other: [],
};

/** In the order of the convention, each once. */
export function abroadOf(categories: readonly Category[]): readonly ConventionCategory[] {
  const valid = new Set(categories.flatMap((each) => abroad[each]));
  return conventionCategories.filter((each) => valid.has(each));
}
