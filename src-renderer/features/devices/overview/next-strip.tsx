import type { DevicesView } from '../../../../src-shared/contract/counter/devices.ts';
import { type Bench, useNavigation } from '../../../shell/navigation-store.ts';
import { useText } from '../../../text/use-text.ts';
import { KeyButton } from '../../../ui/key-button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useStatus } from '../../status/status-store.ts';
import { type NextAct, nextActOf } from '../next-act.ts';
import classes from './next-strip.module.css';

/** What to do now, in one line, with the key that leads there. */
export function NextStrip({ devices }: { devices: DevicesView }) {
  const { t } = useText();
  const status = useStatus((state) => state.status);
  if (status === null) return null;
  const next = nextActOf(devices, status);
  const bench = benchOf(next);
  return (
    <div className={classes['strip']}>
      <div className={classes['words']}>
        <Words next={next} />
      </div>
      {bench !== null && next.kind !== 'nothing' && (
        <KeyButton
          main
          label={next.kind === 'clean' ? 'devices.goClean' : `devices.goCalibrate.${bench}`}
          keys="Ctrl+Enter"
          onPress={() => useNavigation.getState().go({ place: 'devices', bench })}
        >
          {t(next.kind === 'clean' ? 'devices.goClean' : `devices.goCalibrate.${bench}`)}
        </KeyButton>
      )}
    </div>
  );
}

function Words({ next }: { next: NextAct }) {
  const { t } = useText();
  switch (next.kind) {
    case 'fault':
      return (
        <Notice tone="stop" title={t(`error.${next.code}.cause`)}>
          <span>
            {next.device !== null && `${t(`devices.${next.device}`)}: `}
            {t(`error.${next.code}.action`)}
          </span>
        </Notice>
      );
    case 'calibrate':
      return (
        <Notice tone={next.state === 'blocked' ? 'stop' : 'warn'} title={t(`devices.${next.device}`)}>
          <span>{t(`devices.calibrationNote.${next.state}`)}</span>
        </Notice>
      );
    case 'clean':
      return (
        <Notice tone="warn" title={t('devices.printer')}>
          <span>{t('devices.cleanNote')}</span>
        </Notice>
      );
    case 'nothing':
      return <Notice tone="calm" title={t('devices.allWell')} />;
  }
}

function benchOf(next: NextAct): Extract<Bench, 'camera' | 'printer'> | null {
  if (next.kind === 'calibrate') return next.device;
  return next.kind === 'clean' ? 'printer' : null;
}
