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

  nextApplicant: handlers.practice.nextApplicant.handler(({ context: { counter } }) => {
    const practising = controls(counter);
    // After a restart the samples begin anew; who was served already does not come again.
    let person = practising.nextApplicant();
    while (findPerson(counter, person.cnic) !== undefined) person = practising.nextApplicant();
    return { state: practising.state, person };
  }),
});

function controls(counter: Counter): PracticeControls {
  return counter.practice ?? deny('practice.only');
}
