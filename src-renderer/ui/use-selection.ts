import { useState } from 'react';

export interface Selection {
  readonly selected: string | null;
  readonly select: (key: string | null) => void;
}

interface Place {
  readonly key: string | null;
  readonly index: number;
}

/**
 * Which line of a list is chosen. A chosen line stays chosen wherever it moves to; when it leaves
 * the list, the one that took its place is chosen, so that work goes on with the next.
 */
export function useSelection(keys: readonly string[], first: string | null = null): Selection {
  const [place, setPlace] = useState<Place>({ key: first, index: 0 });
  // An empty list is one that is not read yet: what to open at is kept for it.
  const now = keys.length === 0 ? place : placeIn(keys, place);
  // Kept at once: a line that arrives above must never push the choice to another line.
  if (now.key !== place.key || now.index !== place.index) setPlace(now);
  return {
    selected: keys.length === 0 ? null : now.key,
    select: (key) => setPlace((before) => ({ key, index: before.index })),
  };
}

/** Where the choice is in a list that may have changed. */
export function placeIn(keys: readonly string[], { key, index }: Place): Place {
  const found = key === null ? -1 : keys.indexOf(key);
  if (found >= 0) return { key, index: found };
  const nearest = Math.max(0, Math.min(index, keys.length - 1));
  return { key: keys[nearest] ?? null, index: nearest };
}
