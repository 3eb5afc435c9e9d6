import type { RecallView } from '../../../src-shared/contract/counter/exceptions.ts';
import { RecallOutcome } from '../../../src-shared/ledger/entries/exception-entries.ts';
import { formatCnic } from '../../../src-shared/licensing/cnic.ts';
import { formatMoment, isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useEnrolment } from '../enrolment/enrolment-store.ts';
import classes from './recall-paper.module.css';

/** The recall list on paper, for whoever goes out to get the cards; on the screen there is nothing of it. */
export function RecallPaper({ recalls }: { recalls: readonly RecallView[] }) {
  const { t, pick, language } = useText();
  const enrolment = useEnrolment((state) => state.status);
  const centre = enrolment?.centre ?? null;
  const at = isolate(formatMoment(useNow()), language);
  return (
    <article data-paper aria-hidden className={classes['paper']}>
      <h1>{t('exceptions.paperTitle', { centre: centre === null ? '' : pick(centre), at })}</h1>
      {enrolment?.practice === true && <strong>{t('shell.practiceBand')}</strong>}
      <table>
        <thead>
          <tr>
            <th>{t('till.name')}</th>
            <th>{t('people.cnic')}</th>
            <th>{t('licence.number')}</th>
            <th>{t('exceptions.phone')}</th>
            <th>{t('cards.takenBy')}</th>
            <th>{t('why.due')}</th>
            <th className={classes['free']}>{t('exceptions.recallHow')}</th>
          </tr>
        </thead>
        <tbody>
          {recalls.map((recall) => (
            <tr key={recall.jobId}>
              <td>{pick(recall)}</td>
              <td>
                <Ltr>{formatCnic(recall.cnic)}</Ltr>
              </td>
              <td>
                <Ltr>{recall.licenceNumber}</Ltr>
              </td>
              <td>{recall.phone === null ? t('exceptions.noPhone') : <Ltr>{recall.phone}</Ltr>}</td>
              <td>{recall.handedTo === null ? t('exceptions.notHanded') : <bdi>{recall.handedTo}</bdi>}</td>
              <td>
                <Ltr>{formatMoment(recall.dueAt)}</Ltr>
              </td>
              <td>
                {RecallOutcome.options.map((outcome) => (
                  <div key={outcome}>□ {t(`exceptions.recallOutcome.${outcome}`)}</div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  );
}
