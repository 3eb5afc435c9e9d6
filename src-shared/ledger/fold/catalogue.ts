import { accept, refuse, type Result } from '../../errors.ts';
import { dayOf } from '../../licensing/calendar.ts';
import type { CatalogueState } from '../catalogue-state.ts';
import type { Act } from '../entry-types.ts';
import { deedOf, trueTime } from './deed.ts';

/**
 * One version of the rules. Central writes it and two people stand behind it: one proposes, another publishes.
 * It begins on a later day than it is published on, so no act that was decided falls under rules nobody could
 * know; once published it is as it is. That it can be read is central's to see before it writes.
 */
export function foldCatalogue(state: CatalogueState | undefined, act: Act): Result<CatalogueState> {
  if (act.entry.role !== 'central') return refuse('session.forbidden');
  switch (act.type) {
    case 'catalogue.proposed':
      return propose(state, act);
    case 'catalogue.declined': {
      if (state?.stage !== 'proposed' || state.sha256 !== act.data.sha256) return notProposed(act);
      const { by, reason } = act.data;
      return accept({ ...state, stage: 'declined', answer: { by, reason, deed: deedOf(act.entry) } });
    }
    case 'catalogue.published': {
      if (state?.stage !== 'proposed' || state.sha256 !== act.data.sha256) return notProposed(act);
      const { by, reason } = act.data;
      if (by === state.proposed.by) return refuse('application.secondPersonNeeded');
      if (state.from <= dayOf(trueTime(act.entry))) return refuse('catalogue.begun', { from: state.from });
      return accept({ ...state, stage: 'published', answer: { by, reason, deed: deedOf(act.entry) } });
    }
    default:
      return refuse('ledger.wrongSubject', { type: act.type });
  }
}

function propose(state: CatalogueState | undefined, act: Act<'catalogue.proposed'>): Result<CatalogueState> {
  const { version, from, sha256, content, by, reason } = act.data;
  if (act.entry.subject !== `catalogue:${version}`) return refuse('ledger.wrongSubject', { type: act.type });
  if (state?.stage === 'published') return refuse('catalogue.versionTaken', { version });
  if (state?.stage === 'proposed') return refuse('catalogue.undecided', { version });
  if (from <= dayOf(trueTime(act.entry))) return refuse('catalogue.begun', { from });
  if (content.house['version'] !== version || content.house['from'] !== from) {
    return refuse('ledger.badBody', { type: act.type, path: 'content.house' });
  }
  const proposed = { by, reason, deed: deedOf(act.entry) };
  return accept({ kind: 'catalogue', version, from, sha256, content, stage: 'proposed', proposed, answer: null });
}

function notProposed({ entry }: Act): Result<never> {
  return refuse('catalogue.notProposed', { version: entry.subject.slice('catalogue:'.length) });
}
