import { fold } from '../../src-shared/ledger/fold.ts';
import type { Act } from '../../src-shared/ledger/entry-types.ts';
import type { SubjectState } from '../../src-shared/ledger/state.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { plan, type Intent } from '../../test/support/acts.ts';
import { parse, World } from '../../test/support/world.ts';
import { quantile, timed } from '../harness.ts';

const PEOPLE = 1_000;
const ROUNDS = 12;
const WARM_UP = 4;
/** From identity to a card handed over, with the money, the number and the blank that go with it. */
const way: readonly Intent['what'][] = [
  ...Array.from({ length: 5 }, () => 'next' as const),
  'till.took',
  ...Array.from({ length: 3 }, () => 'next' as const),
  'stock.used',
  ...Array.from({ length: 2 }, () => 'next' as const),
];

/** Entries folded a second on one core: whole ways of applicants, bodies parsed beforehand, nothing else done. */
export function foldRate(): number {
  const histories = Array.from({ length: PEOPLE }, (_, index) => history(index));
  const count = histories.reduce((sum, acts) => sum + acts.length, 0);
  const times = Array.from({ length: ROUNDS + WARM_UP }, () => timed(() => histories.forEach(foldAll)));
  return (count / quantile(times.slice(WARM_UP), 0.5)) * 1000;
}

/** One applicant's acts as entries; every one of them is accepted. */
function history(index: number): readonly Act[] {
  const world = new World(index * 100);
  return way.map((what, step) => {
    // Proof-read at the submission; everything else goes the plainest way.
    const wish: Intent = { what, person: 0, actor: 0, stream: 0, pick: step === 6 ? 1 : 0, slip: 'none', minutes: 1 };
    const planned = plan(world, wish);
    const { id, result } = world.try(planned);
    const act = parse(planned, id);
    if (!act.ok || !result.ok) throw new Error(`${planned.type}: ${JSON.stringify(act.ok ? result : act)}`);
    return act.value;
  });
}

function foldAll(acts: readonly Act[]): void {
  const states = new Map<string, SubjectState>();
  for (const act of acts) {
    const folded = fold(states.get(act.entry.subject), act, firstRules);
    if (!folded.ok) throw new Error(folded.code);
    states.set(act.entry.subject, folded.value);
  }
}
