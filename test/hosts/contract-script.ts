import type { CounterClient } from '../../src-shared/contract/counter.ts';
import { PIN } from '../support/counter.ts';

export type Known = Record<string, string>;
export type Call = (client: CounterClient, known: Known) => Promise<unknown>;

/** A step of the script: a name of the contract, and how it is called. */
export type Step = readonly [procedure: string, call: Call];

export const signIn = (staffId: string): Step => [
  'session.signIn',
  (client) => client.session.signIn({ staffId, pin: PIN }),
];
