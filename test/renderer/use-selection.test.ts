import { describe, expect, it } from 'vitest';
import { placeIn } from '../../src-renderer/ui/use-selection.ts';

describe('the chosen line of a list', () => {
  it('is the first one at the start', () => {
    expect(placeIn(['a', 'b'], { key: null, index: 0 })).toEqual({ key: 'a', index: 0 });
  });

  it('stays chosen when others arrive above it', () => {
    expect(placeIn(['new', 'a', 'b'], { key: 'b', index: 1 })).toEqual({ key: 'b', index: 2 });
  });

  it('gives its place to the next one when it leaves, or to the last', () => {
    expect(placeIn(['a', 'c'], { key: 'b', index: 1 })).toEqual({ key: 'c', index: 1 });
    expect(placeIn(['a', 'b'], { key: 'c', index: 2 })).toEqual({ key: 'b', index: 1 });
  });

  it('is none in an empty list', () => {
    expect(placeIn([], { key: 'a', index: 3 })).toEqual({ key: null, index: 0 });
  });
});
