import { describe, expect, it } from 'vitest';
import { counterOf } from '../../src-renderer/features/claims/counter-of.ts';
import { nextLook } from '../../src-renderer/features/claims/next-look.ts';
import type { ClaimView } from '../../src-shared/contract/counter/claims.ts';
import { StreamId } from '../../src-shared/ids.ts';

const stream = (text: string) => StreamId.parse(text);

describe('the counter work comes from', () => {
  it('is not named when it is this one, in whatever epoch', () => {
    expect(counterOf(stream('GLT-2-1'), stream('GLT-2-3'))).toBeNull();
  });

  it('is a number in the same centre, and has the centre’s name before it elsewhere', () => {
    expect(counterOf(stream('GLT-4-1'), stream('GLT-2-1'))).toBe('4');
    expect(counterOf(stream('HNZ-2-1'), stream('GLT-2-1'))).toBe('HNZ 2');
  });
});

describe('asking again for a held case', () => {
  const now = '2026-11-22T08:00:00.000Z';
  const claim = (state: ClaimView['state'], until: string | null) => ({ state, until }) as ClaimView;

  it('waits for the mate’s time to end', () => {
    expect(nextLook(claim('mate', '2026-11-22T08:10:00.000Z'), now)).toBe(601_000);
  });

  it('makes no flood when the mate’s time is over by this clock', () => {
    expect(nextLook(claim('mate', '2026-11-22T07:00:00.000Z'), now)).toBe(2_000);
  });

  it('has nothing to wait for when the case is ours or nobody’s', () => {
    expect(nextLook(claim('mine', '2026-11-22T08:10:00.000Z'), now)).toBeNull();
    expect(nextLook(claim('unknown', null), now)).toBeNull();
    expect(nextLook(claim('mate', null), now)).toBeNull();
  });
});
