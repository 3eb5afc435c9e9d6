import type { ChangeView, ComingChange } from '../../../src-shared/catalogue/coming-changes.ts';
import { tell, type Said } from '../../../src-shared/catalogue/said.ts';
import type { TextKey } from '../../../src-shared/i18n/texts.ts';
import { daysBetween } from '../../../src-shared/licensing/calendar.ts';
import { isolate } from '../../text/formats.ts';
import { type Text, useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import classes from './day-of-change.module.css';

/** Everything that is otherwise from one day on: what each rule says until then, and from then on. */
export function DayOfChange({ change, today }: { change: ComingChange; today: string }) {
  const text = useText();
  const { t, language } = text;
  const { day, version, changes } = change;
  const days = daysBetween(today, day);
  return (
    <table className={classes['changes']}>
      <caption>
        <strong>{t('catalogue.changesOn', { day })}</strong>
        <span className={classes['soon']} data-near={days <= 14}>
          {days === 1 ? t('catalogue.tomorrow') : t('catalogue.inDays', { days: isolate(String(days), language) })}
        </span>
        <Ltr>{version}</Ltr>
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('catalogue.service')}</th>
          <th scope="col">{t('catalogue.before')}</th>
          <th scope="col">{t('catalogue.after')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.length === 0 && (
          <tr>
            <td colSpan={3}>{t('catalogue.noChange')}</td>
          </tr>
        )}
        {groupsOf(changes).map(({ title, lines }) =>
          lines.map((line, index) => (
            // Two rules may say the same; a line is known by its place.
            <tr key={`${line.service ?? 'house'} ${index}`}>
              {index === 0 && (
                <th scope="rowgroup" rowSpan={lines.length}>
                  {title === null ? t('catalogue.house') : title[language]}
                </th>
              )}
              <td>{words(line.before, text)}</td>
              <td className={classes['new']}>
                {words(line.after, text)}
                {line.reference !== null && <small>{line.reference}</small>}
              </td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
}

function words(said: Said | null, { t, language }: Text): string {
  if (said === null) return t('catalogue.nothing');
  return tell(said, { language, say: (key, values) => t(key as TextKey, values) });
}

interface Group {
  readonly title: ChangeView['title'];
  readonly lines: readonly ChangeView[];
}

function groupsOf(changes: readonly ChangeView[]): readonly Group[] {
  return [...Map.groupBy(changes, ({ service }) => service).values()].map((lines) => ({
    title: lines[0]?.title ?? null,
    lines,
  }));
}
