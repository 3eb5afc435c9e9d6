import type { Counter } from '../../counter.ts';
import { Fault } from '../../../src-shared/errors.ts';
import { act } from '../act.ts';
import { alertOf, readingOf } from './printer-account.ts';

/**
 * Compares the printer's counter with what the journal knows, whenever the printer tells something new,
 * a job gets its outcome, or somebody signs in. Only while nothing prints, and only while somebody is
 * signed in, for an entry has an actor; what nobody saw is found when the next person signs in.
 */
export class CardWatch {
  readonly #counter: () => Counter;
  #stale = false;

  constructor(counter: () => Counter) {
    this.#counter = counter;
  }

  /** A print failed: until the printer is heard again its counter is the one from before that card. */
  distrust(): void {
    this.#stale = true;
  }

  /** The printer was asked, or told something new by itself. */
  heard(): void {
    this.#stale = false;
    this.look();
  }

  /** Never throws: a store that is full does not stop the counter from here. */
  look(): void {
    const counter = this.#counter();
    const { printer, prints, session, identity, log } = counter;
    if (this.#stale || prints.isBusy || printer.state.condition === 'printing') return;
    if (session.standing.role === null || identity.enrolment === undefined) return;
    const reading = readingOf(printer.state);
    if (reading === undefined) return;
    try {
      const acts = alertOf(counter, reading);
      if (acts.length === 0) return;
      act(counter, ...acts);
      log.warn('cards are not explained', { serial: reading.serial });
    } catch (error) {
      log.error('the cards could not be compared', { code: error instanceof Fault ? error.code : 'internal.fault' });
    }
  }
}
