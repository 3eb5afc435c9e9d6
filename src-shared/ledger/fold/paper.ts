import type { RuleBooks } from '../../catalogue/rule-book.ts';
import { accept, refuse, type Result } from '../../errors.ts';
import type { Act } from '../entry-types.ts';
import type { PaperPrint, PersonState } from '../state.ts';
import { findWork } from './application.ts';
import { deedOf } from './deed.ts';
import { isBy } from './is-by.ts';

type PaperAct = Act<'paper.printed'>;

/** Papers given out to a person: only of what happened, and a second one of the same only with a reason. */
export function foldPaper(state: PersonState, act: PaperAct, rules: RuleBooks): Result<PersonState> {
  if (!isBy(act.entry, 'operator') && !isBy(act.entry, 'supervisor')) return refuse('session.forbidden');
  const founded = checkGround(state, act, rules);
  if (!founded.ok) return founded;
  const allowed = checkReprint(state, act.data);
  if (!allowed.ok) return allowed;
  const print: PaperPrint = { ...act.data, deed: deedOf(act.entry) };
  return accept({ ...state, papers: [...(state.papers ?? []), print] });
}

/** May this paper be printed once more? Refuses with `paper.reasonNeeded`. */
export function checkReprint(state: PersonState, paper: PaperAsked): Result<null> {
  const before = (state.papers ?? []).some((each) => isSamePaper(each, paper));
  return before && (paper.reason ?? '').trim() === '' ? refuse('paper.reasonNeeded') : accept(null);
}

export type PaperAsked = Pick<PaperPrint, 'paper' | 'applicationId' | 'licenceNumber' | 'about' | 'reason'>;

/** The same paper in another language or on another sheet is still the same. */
function isSamePaper(one: PaperPrint, other: PaperAsked): boolean {
  return (
    one.paper === other.paper &&
    one.applicationId === other.applicationId &&
    one.licenceNumber === other.licenceNumber &&
    one.about === other.about
  );
}

/** A paper tells of something that is in the ledger. */
function checkGround(state: PersonState, act: PaperAct, rules: RuleBooks): Result<unknown> {
  const { paper, applicationId, licenceNumber, about } = act.data;
  switch (paper) {
    case 'permit':
    case 'international':
    case 'letter': {
      if (applicationId === null || licenceNumber === null || about !== null) return refuse('ledger.badBody');
      const found = findWork(state, { data: { applicationId }, entry: act.entry }, rules);
      if (!found.ok) return found;
      const { application, rules: service } = found.value.work;
      if (!service.prints.includes(paper)) return refuse('paper.notOfService');
      return application.approved?.licenceNumber === licenceNumber ? accept(null) : refuse('paper.notIssued');
    }
    case 'returned': {
      const returned = state.applications[applicationId ?? '']?.returned ?? null;
      return returned !== null && returned.deed.entry === about ? accept(null) : refuse('paper.noGround');
    }
    case 'notice': {
      const changes = licenceNumber === null ? state.bars : state.licences[licenceNumber]?.changes;
      const told = (changes ?? []).some(({ deed }) => deed.entry === about);
      return told ? accept(null) : refuse('paper.noGround');
    }
  }
}
