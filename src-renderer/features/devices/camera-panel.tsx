import { useRef, useState } from 'react';
import type { CounterStatus } from '../../../src-shared/contract/counter/status.ts';
import { useText } from '../../text/use-text.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { Ltr } from '../../ui/ltr.tsx';
import { useSession } from '../session/session-store.ts';
import { PictureCanvas } from '../studio/picture.tsx';
import { useLiveView } from '../studio/use-live-view.ts';
import classes from './camera-panel.module.css';
import { DevicePanel } from './device-panel.tsx';

type Camera = CounterStatus['camera'];

/** The camera, and its live picture for a technician who aims it and checks the light. */
export function CameraPanel({ camera }: { camera: Camera }) {
  const { t } = useText();
  const mayLook = useSession((state) => state.view?.staff?.role === 'technician');
  return (
    <DevicePanel
      title={t('devices.camera')}
      condition={t(`status.cameraCondition.${camera.condition}`)}
      tone={toneOf(camera)}
      fault={camera.fault}
    >
      <Facts size="medium">
        <Fact label={t('devices.model')}>{camera.model === null ? '–' : <Ltr>{camera.model}</Ltr>}</Fact>
        <Fact label={t('devices.serial')}>{camera.serial === null ? '–' : <Ltr>{camera.serial}</Ltr>}</Fact>
      </Facts>
      {mayLook && <LiveCheck />}
    </DevicePanel>
  );
}

function LiveCheck() {
  const { t } = useText();
  const [looking, setLooking] = useState(false);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { running } = useLiveView(canvas, looking);
  return (
    <>
      <div className={classes['keys']}>
        <KeyButton
          main
          label={looking ? 'devices.stopLive' : 'devices.startLive'}
          keys="Space"
          autoFocus
          onPress={() => setLooking(!looking)}
        />
        {looking && !running && <span role="status">{t('studio.starting')}</span>}
      </div>
      {looking && (
        <div className={classes['picture']}>
          <PictureCanvas ref={canvas} label={t('studio.live')} running={running} />
        </div>
      )}
    </>
  );
}

function toneOf({ condition }: Camera): 'ok' | 'busy' | 'stop' {
  if (condition === 'absent' || condition === 'faulty') return 'stop';
  return condition === 'ready' || condition === 'live' ? 'ok' : 'busy';
}
