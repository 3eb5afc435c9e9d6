import type { CalibrationStanding } from '../../../src-shared/contract/counter/devices.ts';
import { dayOf } from '../../../src-shared/licensing/calendar.ts';
import { useText } from '../../text/use-text.ts';
import classes from './standing-words.module.css';

/** How a calibration stands and until when, in a few words and a colour. */
export function StandingWords({ standing: { state, until } }: { standing: CalibrationStanding }) {
  const { t } = useText();
  return (
    <span className={classes['standing']} data-state={state}>
      {t(`devices.calibrationState.${state}`)}
      {until !== null && <small>{t(`devices.calibrationUntil.${state}`, { day: dayOf(until) })}</small>}
    </span>
  );
}
