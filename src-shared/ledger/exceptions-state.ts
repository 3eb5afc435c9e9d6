import type { ErrorCode } from '../errors.ts';
import type { Cnic, EntryId, JobId, LicenceNumber, StreamId } from '../ids.ts';
import type {
  ExceptionDecision,
  ExceptionOutcome,
  ExceptionOwner,
  RecallOutcome,
} from './entries/exception-entries.ts';
import type { Deed } from './state.ts';

/** `open` waits for a proposal, `proposed` for a second person, `decided` for central to carry it out. */
export type ExceptionStage = 'open' | 'proposed' | 'decided' | 'closed';

export interface ExceptionProposal {
  readonly decision: ExceptionDecision;
  readonly reason: string;
  /** The administrator; the deed's actor is central. */
  readonly by: string;
  readonly replacement: string | null;
  readonly deed: Deed;
}

/** What the second person said to a proposal. */
export interface ExceptionAnswer {
  readonly agreed: boolean;
  readonly by: string;
  readonly reason: string;
  readonly deed: Deed;
}

/** The case of one entry that could not be applied. */
export interface ExceptionState {
  readonly kind: 'exception';
  readonly entryId: EntryId;
  readonly stream: StreamId;
  readonly seq: number;
  readonly type: string;
  readonly about: string;
  readonly code: ErrorCode;
  readonly owner: ExceptionOwner;
  readonly dueAt: string;
  readonly stage: ExceptionStage;
  readonly opened: Deed;
  /** How often it was opened: judged again in vain makes it more. */
  readonly times: number;
  readonly proposal: ExceptionProposal | null;
  readonly answer: ExceptionAnswer | null;
  readonly outcome: ExceptionOutcome | null;
  readonly closed: Deed | null;
}

/** A card that is out and must come back. */
export interface RecallState {
  readonly kind: 'recall';
  readonly jobId: JobId;
  readonly licenceNumber: LicenceNumber;
  readonly cnic: Cnic;
  readonly why: ErrorCode;
  readonly dueAt: string;
  readonly exception: string;
  readonly handedTo: string | null;
  readonly handedAt: string | null;
  readonly stage: 'open' | 'closed';
  readonly opened: Deed;
  readonly outcome: RecallOutcome | null;
  readonly note: string | null;
  readonly closed: Deed | null;
}
