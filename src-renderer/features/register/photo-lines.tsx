import type { PersonRecord } from '../../../src-shared/contract/counter/register.ts';
import { dayOf } from '../../../src-shared/licensing/calendar.ts';
import { formatMoment } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import { Portrait } from '../licences/portrait.tsx';
import classes from './photo-lines.module.css';

/** The person over the years, the newest photo first. */
export function PhotoLines({ record }: { record: PersonRecord }) {
  const { t } = useText();
  if (record.photos.length === 0) return <p className={classes['empty']}>{t('register.empty.photos')}</p>;
  return (
    <ul className={classes['photos']}>
      {record.photos.map(({ sha256, entry, at, by }) => (
        <li key={entry}>
          <Portrait sha256={sha256} name={t('register.photoOf', { day: dayOf(at) })} />
          <Ltr>{formatMoment(at)}</Ltr>
          <Ltr>{by}</Ltr>
        </li>
      ))}
    </ul>
  );
}
