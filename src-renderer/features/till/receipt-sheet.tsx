import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ReceiptView } from '../../../src-shared/contract/counter/views.ts';
import { formatCnic } from '../../../src-shared/licensing/cnic.ts';
import { core } from '../../core/core-client.ts';
import { saveFile } from '../../core/save-file.ts';
import { useAct } from '../../core/use-act.ts';
import { useShortcut } from '../../shell/shortcut-store.ts';
import { formatMoment, formatRupees, isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { Ltr } from '../../ui/ltr.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { AskRefund } from './ask-refund.tsx';
import { FeeTable } from './fee-table.tsx';
import { ReceiptHead } from './receipt-head.tsx';
import classes from './receipt-sheet.module.css';

/** The receipt as it is given to the applicant, with what the operator can do with it. */
export function ReceiptSheet({ receipt: given, onDone }: { receipt: ReceiptView; onDone: () => void }) {
  const { t, language, pick } = useText();
  const { busy, problem, act } = useAct();
  const [receipt, setReceipt] = useState(given);
  const [asking, setAsking] = useState(false);
  useShortcut({ keys: 'P', label: 'shortcut.print', where: 'here' }, print);

  function print(): void {
    void act(async () => {
      setReceipt(await core.till.printReceipt({ receiptNumber: receipt.receiptNumber, language }));
      // The sheet says first whether it is a copy.
      requestAnimationFrame(() => window.print());
    });
  }

  function savePdf(format: 'a5' | 'roll'): void {
    void act(async () => {
      const { receiptNumber } = receipt;
      saveFile(await core.till.receiptPaper({ receiptNumber, language, format }), `${receiptNumber}-${format}.pdf`);
    });
  }

  return (
    <div className={classes['step']}>
      <article data-paper aria-label={t('till.receipt')} className={classes['receipt']}>
        <ReceiptHead />
        {receipt.printed > 1 && (
          <strong className={classes['copy']}>
            {t('till.copy', { n: isolate(String(receipt.printed - 1), language) })}
          </strong>
        )}
        <dl>
          <dt>{t('till.receiptNumber')}</dt>
          <dd>
            <Ltr>{receipt.receiptNumber}</Ltr>
          </dd>
          <dt>{t('till.name')}</dt>
          <dd>{pick(receipt)}</dd>
          <dt>{t('people.cnic')}</dt>
          <dd>
            <Ltr>{formatCnic(receipt.cnic)}</Ltr>
          </dd>
          <dt>{t('till.takenAt')}</dt>
          <dd>
            <Ltr>{formatMoment(receipt.takenAt)}</Ltr>
          </dd>
        </dl>
        <FeeTable title={t('step.fee')} lines={receipt.lines} total={receipt.total} />
        <span>{t('applications.rulesNamed', { rules: isolate(receipt.rules, language) })}</span>
        <dl>
          <dt>{t('till.method')}</dt>
          <dd>{t(`method.${receipt.method}`)}</dd>
          {receipt.reference !== null && (
            <>
              <dt>{t('till.reference')}</dt>
              <dd>
                <Ltr>{receipt.reference}</Ltr>
              </dd>
            </>
          )}
          <dt>{t('till.tendered')}</dt>
          <dd>{formatRupees(receipt.tendered, language)}</dd>
          <dt>{t('till.change')}</dt>
          <dd>
            <strong>{formatRupees(receipt.change, language)}</strong>
          </dd>
        </dl>
      </article>
      <div className={classes['side']}>
        {receipt.method === 'cash' && (
          <p className={classes['change']}>
            {t('till.change')}: <strong>{formatRupees(receipt.change, language)}</strong>
          </p>
        )}
        <Button size="lg" autoFocus onClick={onDone}>
          {t('till.goOn')}
        </Button>
        <ActButton variant="default" onClick={print} busy={busy}>
          {t('till.print')} <kbd>P</kbd>
        </ActButton>
        <ActButton variant="default" onClick={() => savePdf('a5')} busy={busy}>
          {t('till.savePdf')}
        </ActButton>
        <ActButton variant="default" onClick={() => savePdf('roll')} busy={busy}>
          {t('till.saveRoll')}
        </ActButton>
        {receipt.refund === null ? (
          <KeyButton label="till.askBack" keys="F7" disabled={busy} onPress={() => setAsking(true)} />
        ) : (
          <Notice tone="warn" title={t(`till.refundStage.${receipt.refund.stage}`)} />
        )}
        <ProblemNotice problem={problem} />
      </div>
      {asking && (
        <AskRefund
          receiptNumber={receipt.receiptNumber}
          onClose={() => setAsking(false)}
          onAsked={({ kind, stage }) => {
            setAsking(false);
            setReceipt({ ...receipt, refund: { kind, stage } });
          }}
        />
      )}
    </div>
  );
}
