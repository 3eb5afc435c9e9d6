import type { Step, StepKind } from './service-file.ts';

/** Steps of which each waits for the next, and the last for the first. */
export function findCycle(steps: readonly Step[]): readonly StepKind[] | undefined {
  const left = new Map(steps.map(({ step, after }) => [step, after]));
  // Whatever waits for nothing that is left can be done; what can never be done is in a cycle or behind one.
  for (let done = true; done;) {
    done = false;
    for (const [step, after] of left) {
      if (after.some((each) => left.has(each))) continue;
      left.delete(step);
      done = true;
    }
  }
  const [start] = left.keys();
  if (start === undefined) return undefined;
  const walk: StepKind[] = [];
  for (let at: StepKind | undefined = start; at !== undefined; at = left.get(at)?.find((each) => left.has(each))) {
    const again = walk.indexOf(at);
    if (again >= 0) return walk.slice(again);
    walk.push(at);
  }
  return walk;
}

/** The steps in an order in which each comes after all it waits for, else as in the file. */
export function inOrder(steps: readonly Step[]): readonly Step[] {
  const ordered: Step[] = [];
  const known = new Set(steps.map(({ step }) => step));
  const left = [...steps];
  while (left.length > 0) {
    const ready = left.findIndex(({ after }) =>
      after.every((each) => !known.has(each) || ordered.some(({ step }) => step === each)),
    );
    ordered.push(...left.splice(Math.max(ready, 0), 1));
  }
  return ordered;
}
