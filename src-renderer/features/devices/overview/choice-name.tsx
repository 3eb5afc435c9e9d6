import type { DeviceChoice } from '../../../../src-shared/contract/counter/devices.ts';
import { useText } from '../../../text/use-text.ts';

/** What a choice is called: USB, or the name of a webcam or queue. */
export function ChoiceName({ choice }: { choice: DeviceChoice }) {
  const { t } = useText();
  const name = choice.source === 'webcam' ? choice.label : choice.source === 'queue' ? choice.queue : null;
  return (
    <>
      {t(`devices.source.${choice.source}`)}
      {name !== null && (
        <>
          : <bdi>{name}</bdi>
        </>
      )}
    </>
  );
}
