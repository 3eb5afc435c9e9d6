import type { DeviceChoice } from '../../../../src-shared/contract/counter/devices.ts';
import { useText } from '../../../text/use-text.ts';

/** What a choice is called: USB, or the name of a webcam or queue. */
export function ChoiceName({ choice }: { choice: DeviceChoice }) {
  const { t } = useText();
  return (
    <>
      {t(`devices.source.${choice.source}`)}
      {choice.source === 'webcam' && <bdi>: {choice.label}</bdi>}
      {choice.source === 'queue' && <bdi>: {choice.queue}</bdi>}
    </>
  );
}
