import { create } from 'zustand';

interface Connection {
  /** `refused`: the host no longer accepts this window. `replaced`: another window took its place. */
  readonly state: 'connecting' | 'up' | 'lost' | 'refused' | 'replaced';
  /** Counts the connections made: everything read from the core is read again when it changes. */
  readonly generation: number;
}

export const useConnection = create<Connection>()(() => ({ state: 'connecting', generation: 0 }));
