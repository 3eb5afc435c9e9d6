import type { DevicesView } from '../../../../src-shared/contract/counter/devices.ts';
import { useText } from '../../../text/use-text.ts';
import { Fact, Facts } from '../../../ui/facts.tsx';
import { StandingWords } from '../standing-words.tsx';
import { ToldFact } from '../told-fact.tsx';

/** What the camera in use says of itself, and how its calibration stands. */
export function CameraFacts({ camera }: { camera: DevicesView['camera'] }) {
  const { t } = useText();
  const { choice } = camera;
  return (
    <Facts>
      <Fact label={t('devices.chosen')}>
        {t(`devices.source.${choice.source}`)} {choice.source === 'webcam' && <bdi>{choice.label}</bdi>}
      </Fact>
      <ToldFact label={t('devices.model')} value={camera.model} />
      <ToldFact label={t('devices.serial')} value={camera.serial} />
      <ToldFact label={t('devices.driver')} value={camera.driver} />
      <ToldFact label={t('devices.firmware')} value={camera.firmware} />
      <ToldFact label={t('devices.battery')} value={camera.battery} unit=" %" />
      <ToldFact label={t('devices.shutterCount')} value={camera.shutterCount} />
      <Fact label={t('devices.calibration')} full>
        <StandingWords standing={camera.calibration} />
      </Fact>
    </Facts>
  );
}
