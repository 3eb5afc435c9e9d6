import type { CardQueue, PrintProgress } from '../../../src-shared/contract/counter/cards.ts';
import type { CardView } from '../../../src-shared/contract/counter/views.ts';
import type { JobId } from '../../../src-shared/ids.ts';
import { isOver } from './print-store.ts';

/** What is to be done with a card next: a card that came `out` is looked at in peace, at a `look` something went wrong. */
export type Work = 'look' | 'out' | 'printing' | 'print' | 'handOver' | 'done';

export interface WorkItem {
  readonly card: CardView;
  readonly work: Work;
  /** How its print goes, as far as it was heard. */
  readonly progress: PrintProgress | null;
}

interface Sources {
  readonly heard: Readonly<Record<JobId, PrintProgress>>;
  /** Does the printer itself say that it prints now? */
  readonly printing: boolean;
}

/**
 * The queue as work, most urgent first. A job without an outcome is being printed as long as the
 * printer is at it; afterwards, or after a power cut, somebody has to look.
 */
export function workOf(queue: CardQueue, sources: Sources): readonly WorkItem[] {
  const latest = queue.toLookAt.toSorted((a, b) => (a.startedAt ?? '').localeCompare(b.startedAt ?? '')).at(-1);
  const started = queue.toLookAt.map((card) => {
    const progress = progressOf(card, sources);
    const running = progress === null ? sources.printing && card === latest : !isOver(progress);
    const work: Work = running ? 'printing' : progress?.step === 'done' ? 'out' : 'look';
    return { card, progress, work };
  });
  return [
    ...started.filter((item) => item.work === 'look'),
    ...started.filter((item) => item.work === 'out'),
    ...started.filter((item) => item.work === 'printing'),
    ...queue.toPrint.map((card) => ({ card, work: 'print' as const, progress: progressOf(card, sources) })),
    ...queue.toHandOver.map((card) => ({ card, work: 'handOver' as const, progress: null })),
    ...queue.handedOverToday.map((card) => ({ card, work: 'done' as const, progress: null })),
  ];
}

function progressOf({ jobId }: CardView, { heard }: Sources): PrintProgress | null {
  return jobId === null ? null : (heard[jobId] ?? null);
}

/** Does what was typed name this card: by name, CNIC or licence number? */
export function isNamedBy(card: CardView, typed: string): boolean {
  const wanted = typed.trim().toLowerCase();
  const digits = wanted.replaceAll('-', '');
  return (
    wanted === '' ||
    card.nameEn.toLowerCase().includes(wanted) ||
    card.nameUr.includes(wanted) ||
    card.licence.number.toLowerCase().includes(wanted) ||
    (digits !== '' && card.licence.cnic.includes(digits))
  );
}
