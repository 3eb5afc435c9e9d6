import { Fault, type ErrorCode } from '../../../src-shared/errors.ts';
import type { PaperPort } from '../../counter.ts';
import type { KeyRing, Question, ToCore } from './messages.ts';

/** What the main process lends to the core. */
export interface Lent {
  readonly ring: {
    ring(): Promise<KeyRing>;
    wrap(key: Uint8Array): Promise<Uint8Array>;
    unwrap(wrapped: Uint8Array): Promise<Uint8Array>;
  };
  readonly papers: Pick<PaperPort, 'toPdf'>;
}

/** Answers one question of the core, whatever happens: an unanswered one would block it for ever. */
export async function answerCore({ id, question }: { id: number; question: Question }, lent: Lent): Promise<ToCore> {
  try {
    return { kind: 'answer', id, value: await answerOf(question, lent) };
  } catch (error) {
    const code: ErrorCode = error instanceof Fault ? error.code : 'internal.fault';
    return { kind: 'denied', id, code };
  }
}

function answerOf(question: Question, { ring, papers }: Lent): Promise<Uint8Array | KeyRing> {
  switch (question.what) {
    case 'ring':
      return ring.ring();
    case 'wrap':
      return ring.wrap(question.key);
    case 'unwrap':
      return ring.unwrap(question.wrapped);
    case 'pdf':
      return papers.toPdf(question.html);
  }
}
