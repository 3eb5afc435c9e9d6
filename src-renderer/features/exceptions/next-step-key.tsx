import type { NextStep } from '../../../src-shared/contract/counter/exceptions.ts';
import { useText } from '../../text/use-text.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import classes from './next-step-key.module.css';
import { RefundLine } from './refund-line.tsx';
import { useNextStep } from './use-next-step.ts';

interface NextStepKeyProps {
  readonly next: NextStep;
  /** The step was taken, or there is none to take here. */
  readonly onDone: () => void;
}

/** The one next step on Enter; for another role's step, whom to ask. */
export function NextStepKey({ next, onDone }: NextStepKeyProps) {
  const { t } = useText();
  const { asked, busy, problem, tried, take } = useNextStep(next, onDone);
  const title = t(`why.step.${next.do}`);
  // What is done away from the screen is said, and the key only closes.
  const said = asked !== null || next.do === 'callCentral';
  return (
    <section aria-label={t('why.next')} className={classes['step']}>
      <h3>
        {t('why.next')}: {title}
      </h3>
      <span>{t(`why.hint.${next.do}`)}</span>
      {next.do === 'refund' && asked === null && <RefundLine receiptNumber={next.receiptNumber} />}
      {asked !== null && <Notice tone="warn" title={t('why.askOther', { role: t(`role.${asked}`) })} />}
      <ProblemNotice problem={problem} />
      {tried && <Notice tone="calm" title={t('why.tried')} />}
      <ActButton autoFocus size="lg" busy={busy} onClick={take} rightSection={<kbd>Enter</kbd>}>
        {said ? t('why.understood') : title}
      </ActButton>
    </section>
  );
}
