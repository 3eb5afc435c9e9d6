import { Radio, TextInput } from '@mantine/core';
import { useState } from 'react';
import { PaymentMethod } from '../../../src-shared/catalogue/house-file.ts';
import { fitsMethod, tidyReference } from '../../../src-shared/licensing/payment-reference.ts';
import { core } from '../../core/core-client.ts';
import { useAct } from '../../core/use-act.ts';
import { useLoad } from '../../core/use-load.ts';
import { formatAmount, formatRupees } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { EntryForm } from '../../ui/entry-form.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import type { OpenStepProps } from '../applications/step-props.ts';
import { typeInto, useDraft } from '../drafts/draft-store.ts';
import { FeeTable } from './fee-table.tsx';
import { RuleNote } from './rule-note.tsx';
import classes from './take-fee.module.css';
import { readRupees } from './typed-rupees.ts';

/** Lines under the named rules, the money on the counter, and the change, before it is recorded. */
export function TakeFee({ work, application, onApplication, onDone }: OpenStepProps) {
  const { t, language } = useText();
  const quote = useLoad(`quote ${application.id}`, async () => core.till.quote({ applicationId: application.id }));
  const drafted = useDraft((state) => state.fields);
  const { busy, problem, act, setProblem } = useAct();
  const [left, setLeft] = useState(false);
  if (quote.data === null) return <ProblemNotice problem={quote.problem} />;

  const { lines, total, methods, rules, reference: restsOn } = quote.data;
  // On the express lane the exact amount stands there already, and the receipt waits for nobody.
  const { express } = work.service;
  const typed = drafted['tendered'] ?? (express ? formatAmount(total) : '');
  const method = methods.find((each) => each === drafted['method']) ?? methods[0] ?? 'cash';
  const tendered = method === 'cash' ? readRupees(typed) : total;
  const written = drafted['reference'] ?? '';
  const reference = method === 'cash' ? null : tidyReference(written);
  const fits = fitsMethod(method, reference);

  async function take(): Promise<void> {
    setLeft(true);
    if (tendered === undefined || !fits) return;
    if (tendered < total) {
      setProblem({ code: 'fee.short', detail: { missing: total - tendered } });
      return;
    }
    await act(async () => {
      await core.till.takeFee({ applicationId: application.id, tendered, method, reference });
      onApplication(await core.applications.get({ applicationId: application.id }));
      if (express) onDone();
    });
  }

  return (
    <EntryForm label={t('step.fee')} onSubmit={() => void take()} className={classes['form']}>
      <div>
        <FeeTable title={t('step.fee')} lines={lines} total={total} />
        <RuleNote rules={rules} reference={restsOn} />
      </div>
      <div className={classes['side']}>
        <Radio.Group
          label={t('till.method')}
          value={method}
          onChange={(value) => typeInto('method', PaymentMethod.parse(value))}
        >
          <div className={classes['methods']}>
            {methods.map((each) => (
              <Radio key={each} value={each} label={t(`method.${each}`)} />
            ))}
          </div>
        </Radio.Group>
        {method === 'cash' && (
          <TextInput
            label={t('till.tendered')}
            value={typed}
            onChange={(event) => {
              setProblem(null);
              typeInto('tendered', event.currentTarget.value);
            }}
            error={left && tendered === undefined ? t('till.wholeRupees') : undefined}
            size="xl"
            inputMode="decimal"
            autoComplete="off"
            autoFocus
            onFocus={(event) => express && event.currentTarget.select()}
            dir="ltr"
            classNames={{ input: 'ltr' }}
          />
        )}
        {method !== 'cash' && (
          <TextInput
            key={method}
            label={t(`till.referenceOf.${method}`)}
            value={written}
            onChange={(event) => {
              setProblem(null);
              typeInto('reference', event.currentTarget.value);
            }}
            error={left && !fits ? t('error.fee.referenceWrong.action') : undefined}
            size="xl"
            maxLength={60}
            autoComplete="off"
            dir="ltr"
            classNames={{ input: 'ltr' }}
          />
        )}
        <p role="status" className={classes['change']}>
          {method === 'cash' &&
            tendered !== undefined &&
            problem === null &&
            (tendered >= total
              ? `${t('till.change')}: ${formatRupees(tendered - total, language)}`
              : `${t('till.missing')}: ${formatRupees(total - tendered, language)}`)}
        </p>
        <ProblemNotice problem={problem} />
        <ActButton type="submit" size="lg" busy={busy}>
          {t('till.take')}
        </ActButton>
      </div>
    </EntryForm>
  );
}
