import type { ApplicationView } from '../../../src-shared/contract/counter/views.ts';
import { core } from '../../core/core-client.ts';
import { useLoad } from '../../core/use-load.ts';
import { formatMoment, formatRupees, isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Ltr } from '../../ui/ltr.tsx';
import { useStaffName } from '../session/use-staff-name.ts';
import classes from './application-facts.module.css';

/** What was applied for, what was seen and paid, and who did each step when. */
export function ApplicationFacts({ application }: { application: ApplicationView }) {
  const { t, language } = useText();
  const nameOf = useStaffName();
  const { receiptNumber, documents, documentsNeeded, documentLabels } = application;
  const receipt = useLoad(`receipt ${receiptNumber ?? ''}`, async () =>
    receiptNumber === null ? null : core.till.receipt({ receiptNumber }),
  );
  return (
    <Facts size="large">
      <Fact label={t('applications.categories')}>
        {application.categories.map((each) => t(`category.${each}`)).join(' · ')} ·{' '}
        {t('applications.yearsShown', { n: isolate(String(application.years), language) })}
      </Fact>
      <Fact label={t('step.fee')}>
        {application.feeTotal === null ? (
          t('approvals.notPaid')
        ) : (
          <>
            {formatRupees(application.feeTotal, language)}
            {receipt.data !== null && <> · {t(`method.${receipt.data.method}`)}</>}
            {receiptNumber !== null && (
              <span className={classes['small']}>
                {' '}
                · <Ltr>{receiptNumber}</Ltr>
              </span>
            )}
          </>
        )}
      </Fact>
      <Fact label={t('approvals.documents')} full>
        <ul className={classes['documents']}>
          {documentsNeeded.map((each) => (
            <li key={each} data-seen={documents.includes(each)}>
              <span aria-hidden>{documents.includes(each) ? '✓' : '✗'}</span> {documentLabels[each]?.[language] ?? each}
              {!documents.includes(each) && <> ({t('approvals.notSeen')})</>}
            </li>
          ))}
        </ul>
      </Fact>
      <Fact label={t('approvals.whoDid')} full>
        <ul className={classes['deeds']}>
          <Deed what={t('approvals.opened')} who={nameOf(application.openedBy)} at={application.openedAt} />
          {receipt.data !== null && (
            <Deed what={t('approvals.tookFee')} who={nameOf(receipt.data.takenBy)} at={receipt.data.takenAt} />
          )}
          {application.submittedBy !== null && application.submittedAt !== null && (
            <Deed what={t('approvals.submitted')} who={nameOf(application.submittedBy)} at={application.submittedAt} />
          )}
        </ul>
      </Fact>
    </Facts>
  );
}

function Deed({ what, who, at }: { what: string; who: string; at: string }) {
  return (
    <li>
      <span>{what}</span> <strong>{who}</strong> <Ltr>{formatMoment(at)}</Ltr>
    </li>
  );
}
