import type { ReasonView } from '../../../src-shared/contract/counter/services.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import classes from './reason-list.module.css';

/** What the rules say: every "no" in full with the rule it comes from; of those that say yes, how many. */
export function ReasonList({ reasons }: { reasons: readonly ReasonView[] }) {
  const { t } = useText();
  const against = reasons.filter(({ ok }) => !ok);
  return (
    <div className={classes['reasons']} data-may={against.length === 0}>
      {against.length === 0 && <strong>{t('services.may')}</strong>}
      <ul>
        {against.map((reason) => (
          <li key={reason.rule.id}>
            <strong>{reason.code !== null && t(`error.${reason.code}.cause`, reason.detail)}</strong>
            {reason.code !== null && <span>{t(`error.${reason.code}.action`, reason.detail)}</span>}
            <small>
              {t('services.rule')} <Ltr>{reason.rule.id}</Ltr> ·{' '}
              {t('services.ruleFrom', { day: reason.rule.inForceFrom })} ·{' '}
              <span lang="en">{reason.rule.reference}</span>
            </small>
          </li>
        ))}
      </ul>
      <small>{t('services.rulesAsked', { yes: reasons.length - against.length, all: reasons.length })}</small>
    </div>
  );
}
