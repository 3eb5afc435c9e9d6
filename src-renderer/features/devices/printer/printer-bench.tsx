import { type KeyboardEvent, useState } from 'react';
import { core } from '../../../core/core-client.ts';
import { useAct } from '../../../core/use-act.ts';
import { useText } from '../../../text/use-text.ts';
import { isOver } from '../../cards/print-store.ts';
import { PrintSteps } from '../../cards/print-steps.tsx';
import type { BenchProps } from '../bench-props.ts';
import { SaveDialog } from '../save-dialog.tsx';
import { AlignmentForm } from './alignment-form.tsx';
import { ContrastForm } from './contrast-form.tsx';
import { MaintenancePanel } from './maintenance-panel.tsx';
import { MeasuredCards } from './measured-cards.tsx';
import classes from './printer-bench.module.css';
import { PrinterKeys } from './printer-keys.tsx';
import { measure, newTrial, printed, sameOffset, setContrast } from './trial.ts';
import { useServiceCard } from './use-service-card.ts';

/** What the printer needs on one side; on the other a card is printed, measured and set right until it is in place. */
export function PrinterBench({ devices, onDevices }: BenchProps) {
  const { t } = useText();
  const acting = useAct();
  const { printer } = devices;
  const [trial, setTrial] = useState(() => newTrial(printer.settings));
  const [saving, setSaving] = useState(false);
  const [saved, setSaved] = useState(false);
  const card = useServiceCard(() => undefined);
  const running = card.progress !== null && !isOver(card.progress);
  const [first] = trial.cards;

  function print(kind: 'alignment' | 'colours'): void {
    void acting.act(async () => {
      setSaved(false);
      await card.print(kind, trial.settings);
      if (kind === 'alignment') setTrial(printed);
    });
  }

  function save(reason: string): void {
    // Of the card that was printed with the settings as they are saved, where there is one.
    const after = trial.cards.findLast((each) => sameOffset(each.settings, trial.settings))?.measured ?? null;
    const before = first === undefined || first.measured === after ? null : first.measured;
    void acting
      .act(async () => {
        const next = await core.devices.calibratePrinter({ before, after, settings: trial.settings, reason });
        onDevices(next);
        setTrial(newTrial(next.printer.settings));
        setSaved(true);
      })
      .then((ok) => ok && setSaving(false));
  }

  return (
    <>
      <div className={classes['bench']}>
        <MaintenancePanel printer={printer} acting={acting} onDevices={onDevices} />
        {/* The section only listens for the key that leaves its fields, so that the keys of the bench work again. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <section aria-label={t('devices.alignment')} className={classes['work']} onKeyDown={leaveField}>
          {running && card.progress !== null && <PrintSteps progress={card.progress} />}
          <AlignmentForm
            key={trial.cards.length}
            acting={acting}
            waiting={trial.waiting && !running}
            onMeasured={(measured) => {
              setSaved(false);
              setTrial((before) => measure(before, measured));
            }}
          />
          <MeasuredCards trial={trial} />
          <ContrastForm
            contrast={trial.settings.contrast}
            onChange={(panel, value) => setTrial((before) => setContrast(before, panel, value))}
          />
        </section>
      </div>
      <PrinterKeys
        trial={trial}
        settings={printer.settings}
        card={card}
        acting={acting}
        running={running}
        saved={saved}
        onPrint={print}
        onSave={() => setSaving(true)}
      />
      {saving && (
        <SaveDialog
          title={t('devices.savePrinter')}
          busy={acting.busy}
          problem={acting.problem}
          onClose={() => setSaving(false)}
          onReason={save}
        />
      )}
    </>
  );
}

function leaveField({ key, target }: KeyboardEvent): void {
  if (key === 'Escape' && target instanceof HTMLInputElement) target.blur();
}
