import type { ServiceView } from '../../../src-shared/contract/counter/services.ts';
import { formatRupees } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { reasonLine } from './reason-words.ts';
import classes from './service-row.module.css';

interface ServiceRowProps {
  readonly service: ServiceView;
  readonly digit: number;
  readonly likely: boolean;
  /** False while the birth date is missing: nothing is promised then. */
  readonly judged: boolean;
}

/** One service in a line: its key, may or may not, and either its fee or why not and from when. */
export function ServiceRow({ service, digit, likely, judged }: ServiceRowProps) {
  const { t, language } = useText();
  const { may, title, fee, against } = service;
  const state = !judged && may ? 'open' : may ? 'may' : 'no';
  return (
    <span className={classes['row']} data-state={state}>
      <kbd>{digit}</kbd>
      <span className={classes['mark']} aria-hidden>
        {state === 'open' ? '?' : may ? '✓' : '✗'}
      </span>
      <strong>{title[language]}</strong>
      {may || against === null ? (
        <span className={classes['fee']}>
          <span className="visually-hidden">{t('services.may')}</span>
          {fee !== null && (fee.total === 0 ? t('applications.free') : formatRupees(fee.total, language))}
          {likely && <em>{t('services.likely')}</em>}
        </span>
      ) : (
        <span className={classes['why']}>{reasonLine(t, against)}</span>
      )}
    </span>
  );
}
