import type { StreamId } from '../../../src-shared/ids.ts';

/**
 * The counter a stream belongs to, as this counter's people name it: `2`, or `HNZ 2` of another centre.
 * Null for this counter itself, in whatever epoch.
 */
export function counterOf(stream: StreamId, own: StreamId | null): string | null {
  const [centre = '', counter = ''] = stream.split('-');
  const [ownCentre, ownCounter] = own?.split('-') ?? [];
  if (centre === ownCentre) return counter === ownCounter ? null : counter;
  return `${centre} ${counter}`;
}
