import { useState } from 'react';
import type { CardAccount } from '../../../src-shared/contract/counter/stock.ts';
import { formatCount, formatMoment, isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ExplainCards } from './explain-cards.tsx';
import classes from './unexplained-alert.module.css';
import { printersToExplain } from './unexplained.ts';

interface UnexplainedAlertProps {
  readonly account: CardAccount;
  readonly onAccount: (account: CardAccount) => void;
}

/** Cards that went through a printer and that no job knows of; stands here until somebody explains them. */
export function UnexplainedAlert({ account, onAccount }: UnexplainedAlertProps) {
  const { t, language } = useText();
  const [explaining, setExplaining] = useState(false);
  const [explained, setExplained] = useState(false);
  const count = (value: number) => isolate(formatCount(value), language);
  const [next] = printersToExplain(account.unexplained);
  return (
    <>
      {account.unexplained.map((each) => (
        <Notice
          key={`${each.serial} ${each.at}`}
          tone="stop"
          title={t(each.cards > 0 ? 'stock.moreCards' : 'stock.fewerCards', {
            cards: count(Math.abs(each.cards)),
            printer: isolate(each.serial, language),
          })}
        >
          <span>
            {t(each.backwards ? 'stock.backwards' : 'stock.countedThen', {
              expected: count(each.expected),
              counted: count(each.counted),
              at: isolate(formatMoment(each.at), language),
            })}
          </span>
        </Notice>
      ))}
      {next !== undefined && (
        <div className={classes['keys']}>
          <KeyButton main label="stock.explain" keys="F8" onPress={() => setExplaining(true)} />
          <span>{t('stock.explainNeeded')}</span>
        </div>
      )}
      {explained && next === undefined && <Notice tone="calm" title={t('stock.explained')} />}
      {explaining && next !== undefined && (
        <ExplainCards
          key={next.serial}
          serial={next.serial}
          cards={next.cards}
          onClose={() => setExplaining(false)}
          onExplained={(after) => {
            onAccount(after);
            setExplaining(false);
            setExplained(true);
          }}
        />
      )}
    </>
  );
}
