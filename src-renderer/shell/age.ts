export interface Age {
  readonly n: number;
  readonly unit: 'seconds' | 'minutes' | 'hours' | 'days';
}

/** How long ago, in the largest unit that fits once. */
export function ageOf(since: string, now: string): Age {
  const seconds = Math.max(0, Math.floor((Date.parse(now) - Date.parse(since)) / 1000));
  if (seconds < 60) return { n: seconds, unit: 'seconds' };
  if (seconds < 3600) return { n: Math.floor(seconds / 60), unit: 'minutes' };
  if (seconds < 86_400) return { n: Math.floor(seconds / 3600), unit: 'hours' };
  return { n: Math.floor(seconds / 86_400), unit: 'days' };
}
