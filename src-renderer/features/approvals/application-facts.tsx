import type { ApplicationView } from '../../../src-shared/contract/counter/views.ts';
import { core } from '../../core/core-client.ts';
import { useLoad } from '../../core/use-load.ts';
import { formatDay, formatMoment, formatRupees, isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Ltr } from '../../ui/ltr.tsx';
import { answeredFields } from '../applications/answered-fields.ts';
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
      <Fact label={application.title[language]}>
        {application.categories.map((each) => t(`category.${each}`)).join(' · ')}
        {application.serviceRules.years !== null && (
          <> · {t('applications.yearsShown', { n: isolate(String(application.years), language) })}</>
        )}
        {application.document !== null && (
          <>
            {' '}
            · {t('applications.oldDocument')} <Ltr>{application.document.number}</Ltr>{' '}
            {t('licence.validUntil', { day: application.document.validUntil })}
          </>
        )}
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
      {receipt.data !== null && receipt.data.lines.length > 1 && (
        <Fact label={t('applications.feeLines')} full>
          {receipt.data.lines
            .map((line) => `${line.label[language]} ${formatRupees(line.amount, language)}`)
            .join(' · ')}
        </Fact>
      )}
      {answeredFields(application, language).map(({ id, label, answer }) => (
        <Fact key={id} label={label}>
          <bdi>{answer}</bdi>
        </Fact>
      ))}
      {(application.signTests.length > 0 || application.roadTests.length > 0) && (
        <Fact label={t('services.tests')} full>
          <TestLines application={application} />
        </Fact>
      )}
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

/** Every test that was taken, with its outcome and day. */
function TestLines({ application: { signTests, roadTests } }: { application: ApplicationView }) {
  const { t } = useText();
  return (
    <ul className={classes['deeds']}>
      {signTests.map((each, index) => (
        <li key={`sign ${index}`}>
          <span>{t('step.signTest')}</span>{' '}
          <strong>{t(each.passed ? 'applications.outcome.pass' : 'applications.outcome.fail')}</strong>{' '}
          <Ltr>{`${each.right}/${each.asked} · ${formatDay(each.day)}`}</Ltr>
        </li>
      ))}
      {roadTests.map((each, index) => (
        <li key={`road ${index}`}>
          <span>
            {t('step.roadTest')}, {t(`category.${each.category}`)}
          </span>{' '}
          <strong>{t(`applications.outcome.${each.outcome}`)}</strong>{' '}
          <Ltr>{[each.vehicle ?? '', formatDay(each.day)].filter((part) => part !== '').join(' · ')}</Ltr>
        </li>
      ))}
    </ul>
  );
}

function Deed({ what, who, at }: { what: string; who: string; at: string }) {
  return (
    <li>
      <span>{what}</span> <strong>{who}</strong> <Ltr>{formatMoment(at)}</Ltr>
    </li>
  );
}
