import type { SimulatedStore } from './simulated-store.ts';

/** Where a test breaks replay on purpose, without touching its source: to see that the simulator notices. */
export interface Meddling {
  /** The store as replay sees it; the journal keeps the real one. */
  store(store: SimulatedStore): SimulatedStore;
  /** An answer of central as replay sees it. */
  answer(name: string, output: unknown): unknown;
}

export const noMeddling: Meddling = {
  store: (store) => store,
  answer: (_name, output) => output,
};
