import { accept, refuse, type Result } from '../../errors.ts';
import { isSameCounter } from '../../ids.ts';
import { MAX_SERIAL, licenceNumber } from '../../licensing/licence-number.ts';
import type { Act } from '../entry-types.ts';
import type { LeaseState } from '../state.ts';
import { trueTime } from './deed.ts';

/** A lease of licence numbers, `lease:<prefix>:<from>`: granted by central, used up in order by one stream. */
export function foldLease(state: LeaseState | undefined, act: Act): Result<LeaseState> {
  switch (act.type) {
    case 'lease.granted': {
      const { prefix, from, to, stream, expiresAt } = act.data;
      if (act.entry.role !== 'central') return refuse('session.forbidden');
      if (state !== undefined) return refuse('ledger.repeated');
      if (to < from || to > MAX_SERIAL) return refuse('lease.numberOutside');
      return accept({ kind: 'lease', prefix, from, to, next: from, stream, expiresAt });
    }
    case 'lease.numberTaken': {
      if (state === undefined) return refuse('lease.unknown');
      // A number taken before the counter's epoch was renewed may settle in the new one.
      const isOwn = act.entry.role === 'central' || isSameCounter(state.stream, act.entry.stream);
      if (!isOwn) return refuse('lease.unknown');
      if (state.next > state.to) return refuse('lease.exhausted');
      if (trueTime(act.entry) > state.expiresAt) return refuse('lease.expired');
      if (act.data.number !== licenceNumber(state.prefix, state.next)) return refuse('lease.numberTaken');
      return accept({ ...state, next: state.next + 1 });
    }
    default:
      return refuse('ledger.wrongSubject', { type: act.type });
  }
}
