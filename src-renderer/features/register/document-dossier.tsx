import type { ReactNode } from 'react';
import type { ActOfRegister, DocumentView, PersonRecord } from '../../../src-shared/contract/counter/register.ts';
import { formatDay } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Dossier } from '../../ui/dossier.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Ltr } from '../../ui/ltr.tsx';
import { LicenceBadge } from '../applications/licence-line.tsx';
import { CardJobs } from './card-jobs.tsx';
import classes from './document-dossier.module.css';
import { kindName } from './kind-name.ts';
import { RecordTable } from './record-table.tsx';
import { StandingBadge, SupersededBadge } from './standing-badge.tsx';
import { WhenWho } from './when-who.tsx';

interface DocumentDossierProps {
  readonly document: DocumentView;
  readonly record: PersonRecord;
  readonly acts: ReactNode;
}

/** A licence or permit in full: what it allows, how it stands, and all that was done to it. */
export function DocumentDossier({ document, record, acts }: DocumentDossierProps) {
  const { t } = useText();
  const { number, standing, outUntil } = document;
  return (
    <Dossier label={`${kindName(document.kind, t)} ${number}`} acts={acts}>
      <h2 className={classes['head']}>
        <span>{kindName(document.kind, t)}</span>
        <Ltr>{number}</Ltr>
        <StandingBadge standing={standing} />
        <LicenceBadge confirmed={document.confirmed} />
      </h2>
      {standing === 'suspended' && (
        <strong className={classes['out']}>
          {outUntil === null ? t('register.suspendedOpen') : t('register.suspendedUntil', { until: outUntil })}
        </strong>
      )}
      <Facts>
        <Fact label={t('register.categories')}>
          {document.categories.map((each) => t(`category.${each}`)).join(' · ')}
        </Fact>
        <Fact label={t('register.issuedOn')}>
          <Ltr>{formatDay(document.issuedOn)}</Ltr>
        </Fact>
        <Fact label={t('register.validUntil')}>
          <Ltr>{formatDay(document.validUntil)}</Ltr>
        </Fact>
        <Fact label={t('register.issuedAt')}>
          <Ltr>{document.stream}</Ltr>
        </Fact>
        <Fact label={t('register.by')}>
          <Ltr>{document.by}</Ltr>
        </Fact>
      </Facts>
      <RecordTable
        title={t('register.history')}
        empty={t('register.nothingDone')}
        rows={document.changes.toReversed()}
        keyOf={({ entry, what }) => `${entry} ${what}`}
        columns={[
          { head: t('register.column.act'), render: (change) => <What change={change} /> },
          { head: t('register.reason'), render: ({ reason }) => <bdi>{reason}</bdi> },
          { head: t('register.reference'), render: ({ reference }) => <bdi>{reference}</bdi> },
          { head: t('register.column.when'), render: (line) => <WhenWho {...line} /> },
        ]}
      />
      {document.issues.length > 0 && (
        <RecordTable
          title={t('register.issues')}
          empty=""
          rows={document.issues}
          keyOf={({ place }) => place}
          columns={[
            { head: t('register.place'), render: ({ place }) => <Ltr>{place}</Ltr> },
            {
              head: t('register.column.result'),
              render: ({ superseded }) => <SupersededBadge superseded={superseded} />,
            },
            { head: t('register.column.when'), render: (line) => <WhenWho {...line} /> },
          ]}
        />
      )}
      <CardJobs cards={record.cards.filter((card) => card.licenceNumber === number)} />
    </Dossier>
  );
}

function What({ change: { what, until } }: { change: ActOfRegister }) {
  const { t } = useText();
  return (
    <>
      <strong>{t(`register.what.${what}`)}</strong>
      {until !== null && <> {t('register.untilDay', { until })}</>}
    </>
  );
}
