import { create } from 'zustand';
import type { Language } from '../../../src-shared/contract/counter/enrolment.ts';
import type { ExamView, SignTestResult } from '../../../src-shared/contract/counter/sign-test.ts';
import type { ApplicationId } from '../../../src-shared/ids.ts';
import { core } from '../../core/core-client.ts';
import { useSession } from '../session/session-store.ts';

interface Exam {
  readonly exam: ExamView | null;
  readonly result: SignTestResult | null;
  /** When the time left was told, by this screen's clock that never jumps. */
  readonly toldAt: number;
  /** Counts tests that ended here, so that what shows their case reads it again. */
  readonly ended: number;
  readonly load: () => Promise<void>;
  readonly start: (applicationId: ApplicationId, language: Language) => Promise<void>;
  readonly answer: (question: number, chosen: number, language: Language) => Promise<void>;
  readonly finish: () => Promise<void>;
  readonly abandon: (applicationId: ApplicationId) => Promise<void>;
  readonly leave: () => Promise<void>;
}

/** Answers on their way to the core, one after the other: fingers are faster than it, and none may be lost. */
let sent: Promise<unknown> = Promise.resolve();

/** The sign test that runs on this counter, as the core tells it. */
export const useExam = create<Exam>()((set, get) => ({
  exam: null,
  result: null,
  toldAt: 0,
  ended: 0,
  load: async () => set({ ...(await core.signTest.state()), toldAt: performance.now() }),
  start: async (applicationId, language) => {
    const exam = await core.signTest.start({ applicationId, language });
    set({ exam, result: null, toldAt: performance.now() });
    await useSession.getState().load();
  },
  answer: async (question, chosen, language) => {
    const { exam } = get();
    if (exam === null) return;
    const { applicationId } = exam;
    // Shown at once; the core's answer says that it is kept.
    const questions = exam.questions.map((each, index) => (index === question ? { ...each, chosen } : each));
    set({ exam: { ...exam, questions } });
    const answered = sent.then(() => core.signTest.answer({ applicationId, question, chosen, language }));
    sent = answered.catch(() => undefined);
    try {
      const { leftMs } = await answered;
      const now = get().exam;
      if (now !== null) set({ exam: { ...now, leftMs }, toldAt: performance.now() });
    } catch (error) {
      // Time may be up, and then there is a result to show.
      await get().load();
      if (get().result === null) throw error;
    }
  },
  finish: async () => {
    await sent;
    const { exam } = get();
    if (exam === null) return;
    set({ result: await core.signTest.finish({ applicationId: exam.applicationId }), exam: null });
  },
  abandon: async (applicationId) => {
    set({ result: await core.signTest.abandon({ applicationId }), exam: null });
  },
  leave: async () => {
    await core.signTest.leave();
    set(({ ended }) => ({ exam: null, result: null, ended: ended + 1 }));
  },
}));
