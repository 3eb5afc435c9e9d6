import type { DevicesView } from '../../../../src-shared/contract/counter/devices.ts';
import { useText } from '../../../text/use-text.ts';
import { StandingWords } from '../standing-words.tsx';
import { FactLine, FactLines, ToldLine } from '../fact-lines.tsx';

/** What the camera in use says of itself, and how its calibration stands. */
export function CameraFacts({ camera }: { camera: DevicesView['camera'] }) {
  const { t } = useText();
  return (
    <FactLines columns={2}>
      <ToldLine label={t('devices.model')} value={camera.model} />
      <ToldLine label={t('devices.serial')} value={camera.serial} />
      <ToldLine label={t('devices.driver')} value={camera.driver} />
      <ToldLine label={t('devices.firmware')} value={camera.firmware} />
      <ToldLine label={t('devices.battery')} value={camera.battery} unit=" %" />
      <ToldLine label={t('devices.shutterCount')} value={camera.shutterCount} />
      <FactLine label={t('devices.calibration')}>
        <StandingWords standing={camera.calibration} />
      </FactLine>
    </FactLines>
  );
}
