import type { SampleVisit } from '../../src-shared/contract/counter/practice.ts';
import type { Random } from './random.ts';

/** Services of Rawalpindi's centre in 2022, by its own count: what a day is made of. */
const year: Readonly<Record<SampleVisit, number>> = {
  learner: 148_271,
  renewal: 37_221,
  new: 12_190,
  otherDistrict: 3_337,
  international: 1_751,
  duplicate: 838,
  endorsement: 731,
};

/** So many visits in the proportions of the year, by largest remainder, in an order of chance. */
export function drawVisits(count: number, random: Random): readonly SampleVisit[] {
  const all = Object.values(year).reduce((sum, each) => sum + each, 0);
  const parts = (Object.keys(year) as SampleVisit[]).map((visit) => {
    const exact = (count * year[visit]) / all;
    return { visit, whole: Math.floor(exact), rest: exact % 1 };
  });
  const left = count - parts.reduce((sum, { whole }) => sum + whole, 0);
  const favoured = parts.toSorted((a, b) => b.rest - a.rest).slice(0, left);
  const visits = [
    ...parts.flatMap(({ visit, whole }) => Array<SampleVisit>(whole).fill(visit)),
    ...favoured.map(({ visit }) => visit),
  ];
  return shuffle(visits, random);
}

/** Fisher and Yates. */
function shuffle<Item>(list: readonly Item[], random: Random): readonly Item[] {
  const mixed = [...list];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    [mixed[last], mixed[other]] = [mixed[other] as Item, mixed[last] as Item];
  }
  return mixed;
}
