import type { SessionView } from '../../../src-shared/contract/counter/session.ts';
import type { Counter } from '../../counter.ts';
import { handlers } from '../handlers.ts';
import { IDLE_LOCK_MS } from './session.ts';

export const session = handlers.session.router({
  current: handlers.session.current.handler(({ context: { counter } }) => viewOf(counter)),

  signIn: handlers.session.signIn.handler(async ({ input, context: { counter } }) => {
    void counter.identity.place;
    await counter.session.signIn(input.staffId, input.pin);
    // What whoever was here before had open is open no longer.
    void counter.claims.releaseAll();
    counter.log.info('signed in', { staff: input.staffId });
    counter.cards.look();
    return viewOf(counter);
  }),

  signOut: handlers.session.signOut.handler(async ({ context: { counter } }) => {
    counter.session.signOut();
    // Central need not answer for somebody to leave.
    void counter.claims.releaseAll();
    await counter.photos.forget();
    return viewOf(counter);
  }),

  lock: handlers.session.lock.handler(({ context: { counter } }) => {
    counter.session.lock();
    return viewOf(counter);
  }),

  unlock: handlers.session.unlock.handler(async ({ input, context: { counter } }) => {
    await counter.session.unlock(input.pin);
    return viewOf(counter);
  }),

  touch: handlers.session.touch.handler(({ context: { counter } }) => counter.session.touch()),
});

function viewOf({ session: current }: Counter): SessionView {
  const { person, locked } = current;
  return { staff: person ?? null, locked, idleLockMs: IDLE_LOCK_MS, people: current.people() };
}
