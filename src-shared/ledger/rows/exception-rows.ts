import type { ExceptionState, RecallState } from '../exceptions-state.ts';
import type { ExceptionCaseRow, RecallRow } from '../exception-tables.ts';

export function exceptionRows(subject: string, state: ExceptionState): readonly ExceptionCaseRow[] {
  const { proposal, answer } = state;
  return [
    {
      subject,
      entry_id: state.entryId,
      stream: state.stream,
      seq: state.seq,
      type: state.type,
      about: state.about,
      code: state.code,
      owner: state.owner,
      due_at: state.dueAt,
      stage: state.stage,
      times: state.times,
      decision: proposal?.decision ?? null,
      reason: proposal?.reason ?? null,
      replacement: proposal?.replacement ?? null,
      proposed_by: proposal?.by ?? null,
      proposed_at: proposal?.deed.at ?? null,
      agreed: answer === null ? null : Number(answer.agreed),
      answer: answer?.reason ?? null,
      decided_by: answer?.by ?? null,
      decided_at: answer?.deed.at ?? null,
      outcome: state.outcome,
      opened_at: state.opened.at,
      closed_at: state.closed?.at ?? null,
    },
  ];
}

export function recallRows(subject: string, state: RecallState): readonly RecallRow[] {
  return [
    {
      job_id: state.jobId,
      subject,
      licence_number: state.licenceNumber,
      cnic: state.cnic,
      why: state.why,
      due_at: state.dueAt,
      exception: state.exception,
      handed_to: state.handedTo,
      handed_at: state.handedAt,
      stage: state.stage,
      outcome: state.outcome,
      note: state.note,
      opened_at: state.opened.at,
      closed_at: state.closed?.at ?? null,
      closed_by: state.closed?.by ?? null,
    },
  ];
}
