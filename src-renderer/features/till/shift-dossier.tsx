import { useState } from 'react';
import type { ShiftView } from '../../../src-shared/contract/counter/till.ts';
import { core } from '../../core/core-client.ts';
import { useAct } from '../../core/use-act.ts';
import { formatCount, formatMoment, formatRupees } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Dossier } from '../../ui/dossier.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { Ltr } from '../../ui/ltr.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { CloseShift } from './close-shift.tsx';
import { differenceWords } from './difference-words.ts';
import { SignDialog } from './sign-dialog.tsx';

interface ShiftDossierProps {
  readonly shift: ShiftView;
  /** May the person at the PC count it, and may they sign its difference? */
  readonly may: { readonly close: boolean; readonly sign: boolean };
  readonly onChanged: () => void;
}

/** A drawer in full: what it began with, what was counted, who answers for a difference. */
export function ShiftDossier({ shift, may, onChanged }: ShiftDossierProps) {
  const { t, pick, language } = useText();
  const [counting, setCounting] = useState(false);
  const [signing, setSigning] = useState(false);
  const { busy, problem, act } = useAct();

  const acts = (
    <>
      {shift.stage === 'open' && may.close && !counting && (
        <KeyButton main label="till.countAndClose" keys="F8" onPress={() => setCounting(true)} />
      )}
      {shift.stage === 'unsigned' && may.sign && (
        <KeyButton main label="till.sign" keys="Ctrl+Enter" onPress={() => setSigning(true)} />
      )}
      {shift.stage === 'unsigned' && !may.sign && <span>{t('till.supervisorSigns')}</span>}
    </>
  );
  return (
    <Dossier label={pick(shift)} acts={acts}>
      <h2>
        {t('till.shiftOf', { name: pick(shift) })} · <Ltr>{formatMoment(shift.openedAt)}</Ltr>
      </h2>
      {shift.stage === 'unsigned' && (
        <Notice tone="stop" title={differenceWords(shift.variance ?? 0, { t, language })}>
          <span>
            <bdi>{shift.reason ?? ''}</bdi>
          </span>
        </Notice>
      )}
      {!counting && <ShiftFacts shift={shift} />}
      <ProblemNotice problem={problem} />
      {counting && shift.stage === 'open' && (
        <CloseShift
          shift={shift}
          onClosed={() => {
            setCounting(false);
            onChanged();
          }}
        />
      )}
      {signing && (
        <SignDialog
          shift={shift}
          busy={busy}
          problem={problem}
          onClose={() => setSigning(false)}
          onSign={(note) =>
            void act(async () => {
              await core.till.signShift({ shift: shift.shift, note });
              setSigning(false);
              onChanged();
            })
          }
        />
      )}
    </Dossier>
  );
}

function ShiftFacts({ shift }: Pick<ShiftDossierProps, 'shift'>) {
  const { t, language } = useText();
  const rupees = (paisa: number) => formatRupees(paisa, language);
  return (
    <Facts size="medium">
      <Fact label={t('till.float')}>{rupees(shift.float)}</Fact>
      <Fact label={t('till.receipts')}>
        <Ltr>{formatCount(shift.receipts)}</Ltr>
      </Fact>
      {shift.expected !== null && <Fact label={t('till.expected')}>{rupees(shift.expected)}</Fact>}
      {shift.counted !== null && <Fact label={t('till.counted')}>{rupees(shift.counted)}</Fact>}
      {shift.variance !== null && <Fact label={t('till.variance')}>{rupees(shift.variance)}</Fact>}
      {shift.closedAt !== null && (
        <Fact label={t('till.closedAt')}>
          <Ltr>{formatMoment(shift.closedAt)}</Ltr>
        </Fact>
      )}
      {shift.signedBy !== null && (
        <Fact label={t('till.signedBy')}>
          <Ltr>{shift.signedBy}</Ltr> <bdi>{shift.note ?? ''}</bdi>
        </Fact>
      )}
    </Facts>
  );
}
