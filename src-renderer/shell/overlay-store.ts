import { create } from 'zustand';

interface Overlays {
  readonly open: 'none' | 'shortcuts' | 'practice';
  readonly toggle: (which: 'shortcuts' | 'practice') => void;
  readonly close: () => void;
}

/** What lies over the work: at most one thing. */
export const useOverlay = create<Overlays>()((set) => ({
  open: 'none',
  toggle: (which) => set(({ open }) => ({ open: open === which ? 'none' : which })),
  close: () => set({ open: 'none' }),
}));
