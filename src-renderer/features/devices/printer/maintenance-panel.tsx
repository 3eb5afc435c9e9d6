import { useState } from 'react';
import type { DevicesView } from '../../../../src-shared/contract/counter/devices.ts';
import type { TextKey } from '../../../../src-shared/i18n/texts.ts';
import { core } from '../../../core/core-client.ts';
import type { Acting } from '../../../core/use-act.ts';
import { formatMoment } from '../../../text/formats.ts';
import { useText } from '../../../text/use-text.ts';
import { KeyButton } from '../../../ui/key-button.tsx';
import { Ltr } from '../../../ui/ltr.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { CleaningLine } from '../cleaning-line.tsx';
import { StandingWords } from '../standing-words.tsx';
import { FactLine, FactLines, ToldLine } from '../fact-lines.tsx';
import classes from './maintenance-panel.module.css';

interface MaintenancePanelProps {
  readonly printer: DevicesView['printer'];
  readonly acting: Acting;
  readonly onDevices: (devices: DevicesView) => void;
}

/** Counters, ribbon and cleaning: what is used up and who looked after it last. */
export function MaintenancePanel({ printer, acting, onDevices }: MaintenancePanelProps) {
  const { t } = useText();
  const { busy, act } = acting;
  const [done, setDone] = useState<TextKey | null>(null);
  const { cleaning } = printer;

  function record(said: TextKey, command: () => Promise<DevicesView>): void {
    setDone(null);
    void act(async () => onDevices(await command())).then((ok) => ok && setDone(said));
  }

  return (
    <section aria-label={t('devices.maintenance')} className={classes['panel']}>
      <h2>
        <bdi>{printer.model ?? t('devices.printer')}</bdi> <Ltr>{printer.serial ?? ''}</Ltr>
      </h2>
      <FactLines>
        <ToldLine label={t('devices.cardsInserted')} value={printer.cardsInserted} />
        <ToldLine label={t('devices.panelsPrinted')} value={printer.panelsPrinted} />
        <ToldLine label={t('devices.ribbon')} value={printer.ribbon} />
        <ToldLine label={t('devices.cardsLeft')} value={printer.cardsLeft} />
        <Moment label={t('devices.ribbonChanged')} at={printer.ribbonChanged} />
        <Moment label={t('devices.cleaned')} at={cleaning.last} />
        <CleaningLine cleaning={cleaning} />
        <FactLine label={t('devices.calibration')}>
          <StandingWords standing={printer.calibration} />
        </FactLine>
      </FactLines>
      {cleaning.state !== 'ok' && (
        <Notice
          tone={cleaning.state === 'due' ? 'warn' : 'stop'}
          title={t(`devices.cleaningState.${cleaning.state}`)}
        />
      )}
      <div className={classes['keys']}>
        <KeyButton
          label="devices.recordRibbon"
          keys="R"
          disabled={busy}
          onPress={() => record('devices.ribbonRecorded', async () => core.devices.recordRibbonChange())}
        />
        <KeyButton
          label={printer.canClean ? 'devices.cleanNow' : 'devices.recordCleaning'}
          keys="L"
          disabled={busy}
          onPress={() => record('devices.cleaningRecorded', async () => core.devices.clean())}
        />
      </div>
      {done !== null && acting.problem === null && <Notice tone="calm" title={t(done)} />}
    </section>
  );
}

function Moment({ label, at }: { label: string; at: string | null }) {
  return <FactLine label={label}>{at === null ? '–' : <Ltr>{formatMoment(at)}</Ltr>}</FactLine>;
}
