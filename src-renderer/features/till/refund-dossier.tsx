import { useState } from 'react';
import type { RefundView } from '../../../src-shared/contract/counter/till.ts';
import { formatCnic } from '../../../src-shared/licensing/cnic.ts';
import { core } from '../../core/core-client.ts';
import { useAct } from '../../core/use-act.ts';
import { formatMoment, formatRupees } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Dossier } from '../../ui/dossier.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { Ltr } from '../../ui/ltr.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { RefuseDialog } from './refuse-dialog.tsx';

interface RefundDossierProps {
  readonly refund: RefundView;
  readonly may: { readonly answer: boolean; readonly pay: boolean };
  readonly onChanged: () => void;
}

/** Money on its way back: why, who asked, and the one act that is next. */
export function RefundDossier({ refund, may, onChanged }: RefundDossierProps) {
  const { t, pick, language } = useText();
  const [refusing, setRefusing] = useState(false);
  const { busy, problem, act } = useAct();
  const { receiptNumber, stage } = refund;
  const answers = stage === 'asked' && may.answer && refund.barred === null;

  function does(work: () => Promise<unknown>): void {
    void act(async () => {
      await work();
      setRefusing(false);
      onChanged();
    });
  }

  const acts = (
    <>
      {answers && (
        <>
          <KeyButton
            main
            label="till.agree"
            keys="Ctrl+Enter"
            busy={busy}
            onPress={() => does(async () => core.till.agreeRefund({ receiptNumber }))}
          />
          <KeyButton label="till.refuse" keys="Digit0" disabled={busy} onPress={() => setRefusing(true)} />
        </>
      )}
      {stage === 'agreed' && may.pay && (
        <KeyButton
          main
          label="till.payBack"
          keys="Ctrl+Enter"
          busy={busy}
          onPress={() => does(async () => core.till.payRefund({ receiptNumber }))}
        />
      )}
      {stage === 'asked' && !may.answer && <span>{t('till.supervisorAnswers')}</span>}
      {stage === 'agreed' && !may.pay && <span>{t('till.operatorPays')}</span>}
    </>
  );
  return (
    <Dossier label={pick(refund)} acts={acts}>
      <h2>
        {pick(refund)} · {formatRupees(refund.amount, language)}
      </h2>
      {stage === 'asked' && may.answer && refund.barred !== null && (
        <Notice tone="warn" title={t(`error.${refund.barred}.cause`)}>
          <span>{t(`error.${refund.barred}.action`)}</span>
        </Notice>
      )}
      <Notice tone={stage === 'agreed' ? 'warn' : 'calm'} title={t(`till.refundStage.${stage}`)}>
        <span>{t(`till.refundLead.${refund.kind}`)}</span>
      </Notice>
      <Facts size="medium">
        <Fact label={t('till.reason')} full>
          <bdi>{refund.reason}</bdi>
        </Fact>
        {refund.answer !== null && (
          <Fact label={t('till.refusedBecause')} full>
            <bdi>{refund.answer}</bdi>
          </Fact>
        )}
        <Fact label={t('till.receiptNumber')}>
          <Ltr>{receiptNumber}</Ltr>
        </Fact>
        <Fact label={t('people.cnic')}>
          <Ltr>{formatCnic(refund.cnic)}</Ltr>
        </Fact>
        <Fact label={t('till.method')}>{t(`method.${refund.method}`)}</Fact>
        <Fact label={t('till.takenAt')}>
          <Ltr>{`${formatMoment(refund.takenAt)} · ${refund.takenBy}`}</Ltr>
        </Fact>
        <Fact label={t('till.askedAt')}>
          <Ltr>{`${formatMoment(refund.askedAt)} · ${refund.askedBy}`}</Ltr>
        </Fact>
        <Fact label={t('till.payingCounter')}>
          <Ltr>{refund.stream}</Ltr>
        </Fact>
      </Facts>
      <ProblemNotice problem={problem} />
      {refusing && (
        <RefuseDialog
          busy={busy}
          problem={problem}
          onClose={() => setRefusing(false)}
          onRefuse={(reason) => does(async () => core.till.refuseRefund({ receiptNumber, reason }))}
        />
      )}
    </Dossier>
  );
}
