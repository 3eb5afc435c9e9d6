import { create } from 'zustand';

type Overlay = 'shortcuts' | 'practice' | 'search';

interface Overlays {
  readonly open: 'none' | Overlay;
  readonly toggle: (which: Overlay) => void;
  readonly close: () => void;
}

/** What lies over the work: at most one thing. */
export const useOverlay = create<Overlays>()((set) => ({
  open: 'none',
  toggle: (which) => set(({ open }) => ({ open: open === which ? 'none' : which })),
  close: () => set({ open: 'none' }),
}));
