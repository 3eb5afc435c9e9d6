import { create } from 'zustand';
import type { EnrolmentStatus, Language } from '../../../src-shared/contract/counter/enrolment.ts';
import { core } from '../../core/core-client.ts';
import { showLanguage } from '../../text/i18n.ts';

interface Enrolment {
  readonly status: EnrolmentStatus | null;
  readonly load: () => Promise<void>;
  readonly enrol: (input: { centralUrl: string; code: string; language: Language; trust?: string }) => Promise<void>;
  /** A new epoch for this PC, by a technician; its unsent work goes along. */
  readonly renew: (input: { code: string; centralUrl?: string; trust?: string }) => Promise<void>;
  /** Shows the language at once and tells the core, which keeps it for the next start. */
  readonly setLanguage: (language: Language) => Promise<void>;
}

export const useEnrolment = create<Enrolment>()((set) => ({
  status: null,
  load: async () => {
    const status = await core.enrolment.status();
    await showLanguage(status.language);
    set({ status });
  },
  enrol: async (input) => {
    const status = await core.enrolment.enrol(input);
    await showLanguage(status.language);
    set({ status });
  },
  renew: async (input) => set({ status: await core.enrolment.renew(input) }),
  setLanguage: async (language) => {
    await showLanguage(language);
    set({ status: await core.enrolment.setLanguage({ language }) });
  },
}));
