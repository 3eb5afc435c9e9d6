import type { SampleVisit } from '../../../src-shared/contract/counter/practice.ts';
import type { Cnic } from '../../../src-shared/ids.ts';
import type { Counter } from '../../counter.ts';
import { findPerson } from '../applications/find-application.ts';
import { deny, handlers } from '../handlers.ts';
import type { PracticeControls } from './practice-controls.ts';

export const practice = handlers.practice.router({
  state: handlers.practice.state.handler(({ context: { counter } }) => controls(counter).state),

  set: handlers.practice.set.handler(({ input, context: { counter } }) => {
    const change = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
    controls(counter).set(change);
    if (input.linkUp === true) counter.replay.tryNow();
    counter.status.refresh();
    return controls(counter).state;
  }),

  nextApplicant: handlers.practice.nextApplicant.handler(({ input, context: { counter } }) => {
    const practising = controls(counter);
    const visit = input?.visit ?? 'learner';
    // After a restart the samples begin anew; who was served already does not come again.
    for (;;) {
      const person = practising.nextApplicant(visit) ?? deny('practice.nobodyLeft');
      if (!wasServed(counter, { visit, cnic: person.cnic })) return { state: practising.state, person };
    }
  }),
});

/** Whoever is in the register of before is known without having been here. */
function wasServed(counter: Counter, { visit, cnic }: { visit: SampleVisit; cnic: Cnic }): boolean {
  const known = findPerson(counter, cnic);
  return known !== undefined && (visit === 'learner' || Object.keys(known.applications).length > 0);
}

function controls(counter: Counter): PracticeControls {
  return counter.practice ?? deny('practice.only');
}
