import type { ExceptionView, RecallView } from '../../../src-shared/contract/counter/exceptions.ts';
import type { ExceptionList } from '../../shell/navigation-store.ts';

/** One line of the exceptions screen: a case somebody decides, or a card somebody gets back. */
export type Line =
  | { readonly kind: 'case'; readonly key: string; readonly item: ExceptionView }
  | { readonly kind: 'recall'; readonly key: string; readonly item: RecallView };

export interface LineGroup {
  readonly name: 'overdue' | 'open' | 'recallsOverdue' | 'recalls' | 'settled' | 'recallsClosed';
  readonly urgent: boolean;
  readonly items: readonly Line[];
}

interface Everything {
  readonly cases: readonly ExceptionView[];
  readonly recalls: readonly RecallView[];
}

/** What a list shows, the longest overdue first; settled ones the other way round, the newest first. */
export function linesOf(list: ExceptionList, { cases, recalls }: Everything, now: string): readonly LineGroup[] {
  const openCases = cases.filter((each) => each.state !== 'closed').toSorted(byDue);
  const openRecalls = recalls.filter((each) => each.state === 'open').toSorted(byDue);
  if (list === 'cases') {
    return [
      group('overdue', true, openCases.filter((each) => each.dueAt < now).map(caseLine)),
      group('open', false, openCases.filter((each) => each.dueAt >= now).map(caseLine)),
    ];
  }
  if (list === 'recalls') {
    return [
      group('recallsOverdue', true, openRecalls.filter((each) => each.dueAt < now).map(recallLine)),
      group('recalls', false, openRecalls.filter((each) => each.dueAt >= now).map(recallLine)),
    ];
  }
  const closedCases = cases
    .filter((each) => each.state === 'closed')
    .toSorted(byDue)
    .toReversed();
  const closedRecalls = recalls
    .filter((each) => each.state === 'closed')
    .toSorted(byDue)
    .toReversed();
  return [
    group('settled', false, closedCases.map(caseLine)),
    group('recallsClosed', false, closedRecalls.map(recallLine)),
  ];
}

function byDue(a: { dueAt: string }, b: { dueAt: string }): number {
  return a.dueAt.localeCompare(b.dueAt);
}

function caseLine(item: ExceptionView): Line {
  return { kind: 'case', key: item.entryId, item };
}

function recallLine(item: RecallView): Line {
  return { kind: 'recall', key: item.jobId, item };
}

function group(name: LineGroup['name'], urgent: boolean, items: readonly Line[]): LineGroup {
  return { name, urgent, items };
}
