import type { ExceptionView } from '../../../src-shared/contract/counter/exceptions.ts';
import type { TextKey } from '../../../src-shared/i18n/texts.ts';
import { useText } from '../../text/use-text.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { RefundLine } from './refund-line.tsx';
import { useNextStep } from './use-next-step.ts';

/** What this counter can do about a case now, on one key; otherwise who does something. */
export function CaseAct({ item }: { item: ExceptionView }) {
  const { t } = useText();
  const { next } = item;
  const { asked, busy, problem, tried, take } = useNextStep(next, () => undefined);
  const here = asked === null && !['nothing', 'callCentral', 'openCase'].includes(next.do);
  return (
    <>
      {here ? (
        <KeyButton main label={`why.step.${next.do}`} keys="Ctrl+Enter" busy={busy} onPress={take} />
      ) : (
        next.do !== 'nothing' && <strong>{t(`why.step.${next.do}`)}</strong>
      )}
      <span role="status">
        {asked !== null ? t('why.askOther', { role: t(`role.${asked}`) }) : t(tried ? 'why.tried' : hintOf(item))}
      </span>
      {next.do === 'refund' && asked === null && <RefundLine receiptNumber={next.receiptNumber} />}
      <ProblemNotice problem={problem} />
    </>
  );
}

/** With nothing to do here, who does something, or that all is done. */
function hintOf({ next, state }: ExceptionView): TextKey {
  if (next.do !== 'nothing') return `why.hint.${next.do}`;
  return state === 'closed' ? 'exceptions.nothingLeft' : 'exceptions.centralDecides';
}
