import type { KnownFrom } from '../../../src-shared/contract/counter/people.ts';
import { ageOf } from '../../shell/age.ts';
import { isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { useNow } from '../../ui/use-now.ts';
import classes from './age-badge.module.css';

/** Younger than this is "now". */
const FRESH_MS = 60_000;

/** Whose knowledge this is, and how old: central's just now, or this PC's copy as of some time ago. */
export function AgeBadge({ source: { from, asOf } }: { source: KnownFrom }) {
  const { t, language } = useText();
  const now = useNow();
  const fresh = asOf !== null && Date.parse(now) - Date.parse(asOf) < FRESH_MS;
  return (
    <span role="status" className={classes['age']} data-from={from} data-fresh={fresh}>
      {words()}
    </span>
  );

  function words(): string {
    if (asOf === null) return t(`source.${from}.unknown`);
    if (fresh) return t(`source.${from}.now`);
    const age = ageOf(asOf, now);
    return t(`source.${from}.ago`, { age: t(`status.age.${age.unit}`, { n: isolate(String(age.n), language) }) });
  }
}
