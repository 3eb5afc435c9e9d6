import type { Verdict } from '../../../src-shared/credential/verdict.ts';

/** A shape for each verdict, none like another: colour alone tells nobody who does not see it. */
const shapes: Readonly<Record<Verdict, string>> = {
  genuine: 'M14 25l8 8 14-17',
  fake: 'M15 15l18 18M33 15L15 33',
  duplicate: 'M13 13h15v15h-15zM20 28v7h15v-15h-7',
  cancelled: 'M11 37L37 11',
  suspended: 'M19 14v20M29 14v20',
  expired: 'M24 12v12l8 6',
  cannotSay: 'M18 19a6 6 0 1 1 8 6c-2 1-2 2-2 4M24 34v1',
};

export function VerdictIcon({ verdict }: { verdict: Verdict }) {
  return (
    <svg viewBox="0 0 48 48" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="4" strokeLinecap="round">
      <circle cx="24" cy="24" r="20" />
      <path d={shapes[verdict]} strokeLinejoin="round" />
    </svg>
  );
}
