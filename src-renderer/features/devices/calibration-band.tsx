import type { CounterStatus } from '../../../src-shared/contract/counter/status.ts';
import type { DeviceKind } from '../../../src-shared/devices/calibration.ts';
import { dayOf } from '../../../src-shared/licensing/calendar.ts';
import type { Problem } from '../../core/problem.ts';
import { useText } from '../../text/use-text.ts';
import { Notice } from '../../ui/notice.tsx';
import { useStatus } from '../status/status-store.ts';
import classes from './calibration-band.module.css';

interface CalibrationBandProps {
  readonly kind: DeviceKind;
  /** What the last act ran into: told once is enough. */
  readonly problem: Problem | null;
}

/** Warns of a calibration that is missing or ending, over the work it will bar, and says who has to act. */
export function CalibrationBand({ kind, problem }: CalibrationBandProps) {
  const { t } = useText();
  const status = useStatus((now) => now.status);
  if (status === null || !isSeen(status, kind)) return null;
  const { state, until, band } = status[kind].calibration;
  if (state === 'valid' || band === 'ok' || problem?.code === `${kind}.calibrationNeeded`) return null;
  if (state === 'blocked')
    return (
      <div className={classes['band']}>
        <Notice tone="stop" title={t(`error.${kind}.calibrationNeeded.cause`)}>
          <span>{t(`error.${kind}.calibrationNeeded.action`)}</span>
        </Notice>
      </div>
    );
  return (
    <div className={classes['band']}>
      <Notice tone="warn" title={t(`devices.band.${kind}.${state}`)}>
        <span>{until === null ? t('devices.band.tell') : t(`devices.band.${kind}.until`, { day: dayOf(until) })}</span>
      </Notice>
    </div>
  );
}

/** A device that is not there is in trouble for another reason. */
function isSeen({ camera, printer }: CounterStatus, kind: DeviceKind): boolean {
  return kind === 'camera'
    ? camera.condition !== 'absent' || camera.source === 'webcam'
    : printer.condition !== 'absent';
}
