import { isInPlace } from '../../../../src-shared/devices/print-offset.ts';
import type { PrintSettings } from '../../../../src-shared/devices/print-setting.ts';
import type { Acting } from '../../../core/use-act.ts';
import { useText } from '../../../text/use-text.ts';
import { Actions } from '../../../ui/actions.tsx';
import { KeyButton } from '../../../ui/key-button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import type { Trial } from './trial.ts';
import type { ServiceCard, ServiceCardKind } from './use-service-card.ts';

interface PrinterKeysProps {
  readonly trial: Trial;
  /** In force now. */
  readonly settings: PrintSettings;
  readonly card: ServiceCard;
  readonly acting: Acting;
  readonly running: boolean;
  readonly saved: boolean;
  readonly onPrint: (kind: ServiceCardKind) => void;
  readonly onSave: () => void;
}

/** Print, print again, save: the large one is what comes next. */
export function PrinterKeys(props: PrinterKeysProps) {
  const { trial, settings, card, acting, running, saved, onPrint, onSave } = props;
  const { t } = useText();
  const { busy, problem } = acting;
  const last = trial.cards.at(-1);
  const done = last !== undefined && !trial.waiting && isInPlace(last.measured);
  const changed = trial.cards.length > 0 || JSON.stringify(trial.settings) !== JSON.stringify(settings);
  const fault = card.progress?.fault ?? null;
  return (
    <Actions
      notice={
        <>
          <ProblemNotice problem={problem ?? (fault === null ? null : { code: fault, detail: {} })} />
          {saved && problem === null && <Notice tone="calm" title={t('devices.printerSaved')} />}
          {card.kind !== null && card.progress?.step === 'done' && (card.kind === 'colours' || trial.waiting) && (
            <Notice tone="calm" title={t(`devices.cardOut.${card.kind}`)} />
          )}
        </>
      }
    >
      <KeyButton label="devices.printColours" keys="C" disabled={busy || running} onPress={() => onPrint('colours')} />
      {!done && changed && <KeyButton label="devices.save" keys="Ctrl+Enter" disabled={busy} onPress={onSave} />}
      <KeyButton
        main={!done && !trial.waiting}
        label={trial.cards.length === 0 ? 'devices.printAlignment' : 'devices.printAlignmentAgain'}
        keys="A"
        busy={busy}
        disabled={running}
        onPress={() => onPrint('alignment')}
      />
      {done && <KeyButton main label="devices.save" keys="Ctrl+Enter" disabled={busy} onPress={onSave} />}
    </Actions>
  );
}
