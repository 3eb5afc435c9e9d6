import { accept, refuse, type Result } from '../../errors.ts';
import type { Act, EntryData } from '../entry-types.ts';
import type { ExceptionOutcome } from '../entries/exception-entries.ts';
import type { ExceptionState } from '../exceptions-state.ts';
import { deedOf } from './deed.ts';

/**
 * The case of one entry that central could not apply, `exception:<stream>:<seq>`. Central writes it, yet
 * two people stand behind every decision: one proposes, another agrees, and the fold tells them apart.
 */
export function foldException(state: ExceptionState | undefined, act: Act): Result<ExceptionState> {
  if (act.entry.role !== 'central') return refuse('session.forbidden');
  const deed = deedOf(act.entry);
  if (act.type === 'exception.opened') return open(state, act);
  if (state === undefined) return refuse('exception.unknown');
  switch (act.type) {
    case 'exception.assigned': {
      if (state.stage === 'closed') return refuse('exception.closed');
      const { owner, dueAt } = act.data;
      return accept({ ...state, owner, dueAt });
    }
    case 'exception.proposed':
      if (state.stage !== 'open') return refuse('exception.notOpen');
      return accept({ ...state, stage: 'proposed', proposal: { ...act.data, deed }, answer: null });
    case 'exception.decided': {
      if (state.stage !== 'proposed' || state.proposal === null) return refuse('exception.notProposed');
      if (act.data.by === state.proposal.by) return refuse('application.secondPersonNeeded');
      const answer = { ...act.data, deed };
      return accept({ ...state, stage: answer.agreed ? 'decided' : 'open', answer });
    }
    case 'exception.closed':
      return close(state, act.data.outcome, deed);
    default:
      return refuse('ledger.wrongSubject', { type: act.type });
  }
}

function open(state: ExceptionState | undefined, act: Act<'exception.opened'>): Result<ExceptionState> {
  if (act.entry.subject !== `exception:${act.data.stream}:${act.data.seq}`) {
    return refuse('ledger.wrongSubject', { type: act.type });
  }
  if (state === undefined) return accept(fresh(act.data, { opened: deedOf(act.entry), times: 1 }));
  // Judged again, and in vain: the same case goes on with what was found now.
  if (state.stage !== 'decided' && state.stage !== 'closed') return refuse('ledger.repeated');
  if (state.proposal?.decision !== 'retry') return refuse('exception.closed');
  return accept(fresh(act.data, { opened: state.opened, times: state.times + 1 }));
}

function fresh(
  { entryId, stream, seq, type, about, code, owner, dueAt }: EntryData<'exception.opened'>,
  made: Pick<ExceptionState, 'opened' | 'times'>,
): ExceptionState {
  const said = { entryId, stream, seq, type, about, code, owner, dueAt };
  return {
    kind: 'exception',
    ...said,
    stage: 'open',
    ...made,
    proposal: null,
    answer: null,
    outcome: null,
    closed: null,
  };
}

function close(state: ExceptionState, outcome: ExceptionOutcome, closed: ExceptionState['closed']) {
  if (state.stage !== 'decided' || state.proposal === null) return refuse('exception.notDecided');
  if (decisionOf[outcome] !== state.proposal.decision) return refuse('exception.notDecided');
  return accept<ExceptionState>({ ...state, stage: 'closed', outcome, closed });
}

/** What must have been decided for an outcome. */
const decisionOf = { applied: 'retry', parked: 'retry', rejected: 'reject', replaced: 'replace' } as const;
