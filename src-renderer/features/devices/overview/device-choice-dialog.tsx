import { Radio } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { DevicesView } from '../../../../src-shared/contract/counter/devices.ts';
import type { DeviceKind } from '../../../../src-shared/devices/calibration.ts';
import { core } from '../../../core/core-client.ts';
import { useAct } from '../../../core/use-act.ts';
import { useLoad } from '../../../core/use-load.ts';
import { useText } from '../../../text/use-text.ts';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { isReason, OwnWordsField } from '../../../ui/own-words-field.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { findWebcams } from '../../studio/webcam.ts';
import { ChoiceName } from './choice-name.tsx';
import { choicesOf, keyOfChoice } from './device-choices.ts';
import classes from './device-choice-dialog.module.css';

interface DeviceChoiceDialogProps {
  readonly kind: DeviceKind;
  readonly devices: DevicesView;
  readonly onClose: () => void;
  readonly onChosen: (devices: DevicesView) => void;
}

/** Which camera or printer the counter works with: USB, a webcam of this PC, or one of its print queues. */
export function DeviceChoiceDialog({ kind, devices, onClose, onChosen }: DeviceChoiceDialogProps) {
  const { t } = useText();
  const { busy, problem, act } = useAct();
  const [chosen, setChosen] = useState<string>(keyOfChoice(devices[kind].choice));
  const [reason, setReason] = useState('');
  const webcams = useLoad(`webcams ${kind}`, async () => (kind === 'camera' ? findWebcams() : []));
  const { reload } = webcams;
  // One that is plugged in now is in the list at once.
  useEffect(() => {
    navigator.mediaDevices.addEventListener('devicechange', reload);
    return () => navigator.mediaDevices.removeEventListener('devicechange', reload);
  }, [reload]);
  const choices = choicesOf(kind, { devices, webcams: webcams.data ?? [] });
  const choice = choices.find((each) => keyOfChoice(each) === chosen);
  const unchanged = chosen === keyOfChoice(devices[kind].choice);
  const ready = choice !== undefined && !unchanged && isReason(reason);

  function choose(): void {
    if (ready) void act(async () => onChosen(await core.devices.choose({ choice, reason: reason.trim() })));
  }

  return (
    <FormDialog
      title={t(`devices.chooseTitle.${kind}`)}
      confirm={t('devices.choose')}
      ready={ready}
      busy={busy}
      onSubmit={choose}
      onClose={onClose}
    >
      <ProblemNotice problem={webcams.problem ?? problem} />
      <Radio.Group aria-label={t(`devices.chooseTitle.${kind}`)} value={chosen} onChange={setChosen}>
        <div className={classes['choices']}>
          {choices.map((each) => (
            <Radio
              key={keyOfChoice(each)}
              value={keyOfChoice(each)}
              label={<ChoiceName choice={each} />}
              {...(keyOfChoice(each) === chosen ? { 'data-autofocus': true } : {})}
            />
          ))}
        </div>
      </Radio.Group>
      {unchanged && <p>{t('devices.chooseOther')}</p>}
      <OwnWordsField label={t('devices.reason')} hint={t('devices.reasonHint')} value={reason} onChange={setReason} />
    </FormDialog>
  );
}
