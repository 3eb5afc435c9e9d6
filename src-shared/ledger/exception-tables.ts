/** One entry that could not be applied, and what is done about it. */
export interface ExceptionCaseRow {
  /** `exception:<stream>:<seq>` of the entry. */
  subject: string;
  entry_id: string;
  stream: string;
  seq: number;
  type: string;
  /** Subject of the entry, as far as it could be read. */
  about: string;
  code: string;
  owner: string;
  due_at: string;
  stage: string;
  times: number;
  decision: string | null;
  reason: string | null;
  replacement: string | null;
  proposed_by: string | null;
  proposed_at: string | null;
  /** 1 agreed, 0 declined, null before a second person spoke. */
  agreed: number | null;
  answer: string | null;
  decided_by: string | null;
  decided_at: string | null;
  outcome: string | null;
  opened_at: string;
  closed_at: string | null;
}

/** A card that is out and must come back. */
export interface RecallRow {
  job_id: string;
  subject: string;
  licence_number: string;
  cnic: string;
  why: string;
  due_at: string;
  exception: string;
  handed_to: string | null;
  handed_at: string | null;
  stage: string;
  outcome: string | null;
  note: string | null;
  opened_at: string;
  closed_at: string | null;
  closed_by: string | null;
}
