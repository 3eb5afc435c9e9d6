import { create } from 'zustand';
import type { EntryId } from '../../../src-shared/ids.ts';

interface Why {
  /** The entry somebody asks about; null while nobody does. */
  readonly asked: EntryId | null;
  readonly ask: (entryId: EntryId) => void;
  readonly close: () => void;
}

/** "Why is this stuck?": one panel for every screen that shows something unsettled. */
export const useWhy = create<Why>()((set) => ({
  asked: null,
  ask: (asked) => set({ asked }),
  close: () => set({ asked: null }),
}));
