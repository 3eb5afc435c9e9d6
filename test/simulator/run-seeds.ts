import { ACTS, simulate, type Outcome, type RunOptions } from './simulation.ts';

/** Simulates seeds one after another; throws at the first that fails, with the command that replays it. */
export async function runSeeds(first: number, count: number): Promise<void> {
  for (let seed = first; seed < first + count; seed += 1) {
    const outcome = await simulate(seed);
    if (outcome.failures.length > 0) throw new Error(await explain(outcome));
  }
}

/** What failed, the shortest beginning of it that still does, and how to see it again. */
async function explain({ seed, failures }: Outcome): Promise<string> {
  const acts = await shortest(seed, {});
  const again = `npm run simulate -- --seed ${seed} --acts ${acts} --trace`;
  return [`seed ${seed} fails; after ${acts} acts already: ${again}`, ...failures.slice(0, 20)].join('\n');
}

/** The fewest acts after which a failing seed still fails, found by halving: a good beginning, not a proof. */
export async function shortest(seed: number, options: RunOptions): Promise<number> {
  let [fine, bad] = [0, options.acts ?? ACTS];
  while (bad - fine > 8) {
    const middle = Math.floor((fine + bad) / 2);
    const { failures } = await simulate(seed, { ...options, acts: middle });
    if (failures.length > 0) bad = middle;
    else fine = middle;
  }
  return bad;
}
