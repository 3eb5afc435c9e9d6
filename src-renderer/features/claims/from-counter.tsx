import type { StreamId } from '../../../src-shared/ids.ts';
import { isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { useEnrolment } from '../enrolment/enrolment-store.ts';
import { counterOf } from './counter-of.ts';
import classes from './from-counter.module.css';

/** Which counter work comes from, where that is not this one. */
export function FromCounter({ stream }: { stream: StreamId }) {
  const { t, language } = useText();
  const own = useEnrolment((state) => state.status?.stream ?? null);
  const from = counterOf(stream, own);
  if (from === null) return null;
  return <span className={classes['from']}>{t('claims.from', { counter: isolate(from, language) })}</span>;
}
