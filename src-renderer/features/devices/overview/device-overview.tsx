import { useState } from 'react';
import type { DeviceKind } from '../../../../src-shared/devices/calibration.ts';
import { core } from '../../../core/core-client.ts';
import { saveFile } from '../../../core/save-file.ts';
import { useAct } from '../../../core/use-act.ts';
import { useText } from '../../../text/use-text.ts';
import { Actions } from '../../../ui/actions.tsx';
import { KeyButton } from '../../../ui/key-button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { useStatus } from '../../status/status-store.ts';
import { useToday } from '../../status/use-today.ts';
import type { BenchProps } from '../bench-props.ts';
import { CameraFacts } from './camera-facts.tsx';
import { DeviceChoiceDialog } from './device-choice-dialog.tsx';
import classes from './device-overview.module.css';
import { DevicePanel } from './device-panel.tsx';
import { NextStrip } from './next-strip.tsx';
import { PrinterFacts } from './printer-facts.tsx';
import { SeenTable } from './seen-table.tsx';

/** Both devices at a glance, what to do now, what else is plugged in. */
export function DeviceOverview({ devices, onDevices }: BenchProps) {
  const { t } = useText();
  const status = useStatus((state) => state.status);
  const today = useToday();
  const { busy, problem, act } = useAct();
  const [choosing, setChoosing] = useState<DeviceKind | null>(null);
  const [saved, setSaved] = useState<string | null>(null);

  function saveDiagnostics(): void {
    const file = `parwana-diagnostics-${today}.json`;
    void act(async () => {
      saveFile(await core.devices.diagnostics(), file);
      setSaved(file);
    });
  }

  return (
    <>
      <NextStrip devices={devices} />
      {status !== null && (
        <div className={classes['devices']}>
          <DevicePanel
            title={t('devices.camera')}
            choice={devices.camera.choice}
            condition={t(`status.cameraCondition.${status.camera.condition}`)}
            tone={toneOf(status.camera.condition)}
          >
            <CameraFacts camera={devices.camera} />
          </DevicePanel>
          <DevicePanel
            title={t('devices.printer')}
            choice={devices.printer.choice}
            condition={t(`status.printerCondition.${status.printer.condition}`)}
            tone={toneOf(status.printer.condition)}
          >
            <PrinterFacts printer={devices.printer} />
          </DevicePanel>
        </div>
      )}
      <SeenTable devices={devices} />
      <Actions
        notice={
          <>
            <ProblemNotice problem={problem} />
            {saved !== null && problem === null && (
              <Notice tone="calm" title={t('devices.diagnosticsSaved', { file: saved })} />
            )}
          </>
        }
      >
        <KeyButton label="devices.chooseCamera" keys="C" onPress={() => setChoosing('camera')} />
        <KeyButton label="devices.choosePrinter" keys="P" onPress={() => setChoosing('printer')} />
        <KeyButton label="devices.saveDiagnostics" keys="D" busy={busy} onPress={saveDiagnostics} />
      </Actions>
      {choosing !== null && (
        <DeviceChoiceDialog
          kind={choosing}
          devices={devices}
          onClose={() => setChoosing(null)}
          onChosen={(chosen) => {
            onDevices(chosen);
            setChoosing(null);
          }}
        />
      )}
    </>
  );
}

function toneOf(condition: string): 'ok' | 'busy' | 'stop' {
  if (condition === 'absent' || condition === 'faulty' || condition === 'blocked') return 'stop';
  return condition === 'ready' || condition === 'live' ? 'ok' : 'busy';
}
