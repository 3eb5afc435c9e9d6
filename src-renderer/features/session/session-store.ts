import { create } from 'zustand';
import type { SessionView } from '../../../src-shared/contract/counter/session.ts';
import type { StaffId } from '../../../src-shared/ids.ts';
import { core } from '../../core/core-client.ts';
import { onSessionNotice } from '../../core/session-notice.ts';

interface Session {
  readonly view: SessionView | null;
  readonly load: () => Promise<void>;
  readonly signIn: (staffId: StaffId, pin: string) => Promise<void>;
  readonly signOut: () => Promise<void>;
  readonly lock: () => Promise<void>;
  readonly unlock: (pin: string) => Promise<void>;
}

export const useSession = create<Session>()((set) => ({
  view: null,
  load: async () => set({ view: await core.session.current() }),
  signIn: async (staffId, pin) => set({ view: await core.session.signIn({ staffId, pin }) }),
  signOut: async () => set({ view: await core.session.signOut() }),
  lock: async () => set({ view: await core.session.lock() }),
  unlock: async (pin) => set({ view: await core.session.unlock({ pin }) }),
}));

onSessionNotice(() => {
  useSession
    .getState()
    .load()
    .catch(() => undefined);
});
