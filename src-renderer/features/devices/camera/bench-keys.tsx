import { useState } from 'react';
import type { DevicesView } from '../../../../src-shared/contract/counter/devices.ts';
import { core } from '../../../core/core-client.ts';
import type { Acting } from '../../../core/use-act.ts';
import { isolate } from '../../../text/formats.ts';
import { useText } from '../../../text/use-text.ts';
import { Actions } from '../../../ui/actions.tsx';
import { KeyButton } from '../../../ui/key-button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import type { LivePictures } from '../../studio/live-pictures.ts';
import { SaveDialog } from '../save-dialog.tsx';
import type { CameraPage, Readings } from './camera-bench.tsx';
import { FocusKeys } from './focus-keys.tsx';
import type { PictureMeter } from './use-picture-meter.ts';

interface BenchKeysProps {
  readonly page: CameraPage;
  readonly onPage: (page: CameraPage) => void;
  readonly readings: Readings;
  readonly onReadings: (readings: Readings) => void;
  readonly pictures: LivePictures;
  readonly meter: PictureMeter;
  readonly acting: Acting;
  /** The core can change settings and focus of this camera. */
  readonly canSet: boolean;
  readonly saved: boolean;
  readonly onSaved: (devices: DevicesView) => void;
}

/** What can be done at the camera's bench now; the next thing to do is the large one. */
export function BenchKeys(props: BenchKeysProps) {
  const { page, onPage, readings, onReadings, pictures, meter, acting, canSet, saved, onSaved } = props;
  const { t, language } = useText();
  const { busy, problem, act } = acting;
  const [saving, setSaving] = useState(false);
  const advice = readings.now?.advice[0];
  const good = readings.now?.good === true;

  async function measure(): Promise<void> {
    const picture = pictures.grab === null ? {} : { picture: await pictures.grab() };
    const now = await core.devices.measureGreyCard(picture);
    onReadings({ before: readings.now, now });
    onPage('grey');
  }

  function follow(): void {
    if (advice === undefined) return;
    void act(async () => {
      await core.devices.changeCameraSetting({ name: advice.name, value: advice.value });
      await measure();
    });
  }

  return (
    <Actions
      notice={
        <>
          <ProblemNotice problem={problem} />
          {saved && problem === null && <Notice tone="calm" title={t('devices.cameraSaved')} />}
        </>
      }
    >
      {page === 'settings' && canSet && <FocusKeys acting={acting} meter={meter} />}
      {page === 'settings' && <KeyButton label="devices.headCheck" keys="H" onPress={() => onPage('head')} />}
      {page !== 'settings' && (
        <KeyButton label="devices.backToSettings" keys="Escape" disabled={busy} onPress={() => onPage('settings')} />
      )}
      {page === 'grey' && !good && readings.now !== null && (
        <KeyButton label="devices.save" keys="Ctrl+Enter" disabled={busy} onPress={() => setSaving(true)} />
      )}
      {page !== 'head' && (
        <KeyButton
          main={page === 'settings' || (!good && advice === undefined)}
          label={readings.now === null ? 'devices.measureGrey' : 'devices.measureAgain'}
          keys="G"
          busy={busy}
          onPress={() => void act(measure)}
        />
      )}
      {page === 'grey' && !good && advice !== undefined && (
        <KeyButton main label="devices.followAdvice" keys="A" busy={busy} onPress={follow}>
          {t('devices.adviceKey', {
            setting: t(`devices.setting.${advice.name}`),
            label: isolate(advice.label, language),
          })}
        </KeyButton>
      )}
      {page === 'grey' && good && (
        <KeyButton main label="devices.save" keys="Ctrl+Enter" disabled={busy} onPress={() => setSaving(true)} />
      )}
      {saving && (
        <SaveDialog
          title={t('devices.saveCamera')}
          busy={busy}
          problem={problem}
          onClose={() => setSaving(false)}
          onReason={(reason) =>
            void act(async () => onSaved(await core.devices.calibrateCamera({ reason }))).then(
              (ok) => ok && setSaving(false),
            )
          }
        />
      )}
    </Actions>
  );
}
