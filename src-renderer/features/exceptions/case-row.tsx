import type { ExceptionView } from '../../../src-shared/contract/counter/exceptions.ts';
import { formatMoment } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import { entryTypeText } from '../replay/entry-words.ts';
import { aboutName } from './about-words.ts';
import classes from './case-row.module.css';
import { DueDate } from './due-date.tsx';

/** One case in the list: whom it is about, why, whose turn, until when. */
export function CaseRow({ item }: { item: ExceptionView }) {
  const { t, pick } = useText();
  const type = entryTypeText(item.type);
  const name = aboutName(item, pick);
  return (
    <span className={classes['row']}>
      <strong>{name ?? (type === null ? <Ltr>{item.type}</Ltr> : t(type))}</strong>
      <span className={classes['state']}>
        {item.outcome === null ? t(`exceptions.state.${item.state}`) : t(`exceptions.outcome.${item.outcome}`)}
      </span>
      <span className={classes['cause']}>{t(`error.${item.code}.cause`)}</span>
      <span className={classes['small']}>{t(`why.ownerName.${item.owner}`)}</span>
      <span className={classes['due']}>
        {item.state === 'closed' ? <Ltr>{formatMoment(item.openedAt)}</Ltr> : <DueDate dueAt={item.dueAt} />}
      </span>
    </span>
  );
}
