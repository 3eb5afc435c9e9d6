import type { RecallView } from '../../../src-shared/contract/counter/exceptions.ts';
import { formatCnic } from '../../../src-shared/licensing/cnic.ts';
import { formatMoment } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Dossier } from '../../ui/dossier.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { Ltr } from '../../ui/ltr.tsx';
import { Notice } from '../../ui/notice.tsx';
import { DueDate } from './due-date.tsx';
import classes from './recall-dossier.module.css';

interface RecallDossierProps {
  readonly item: RecallView;
  /** Absent for those who may not close it. */
  readonly onClose: (() => void) | null;
}

/** A card that central does not let stand: whom to phone, and how it came back. */
export function RecallDossier({ item, onClose }: RecallDossierProps) {
  const { t, pick } = useText();
  const open = item.state === 'open';
  return (
    <Dossier label={pick(item)} acts={open && <Acts onClose={onClose} />}>
      <h2>
        {pick(item)} · <Ltr>{item.licenceNumber}</Ltr>
      </h2>
      <Notice tone={open ? 'stop' : 'calm'} title={t(open ? 'exceptions.recallLead' : 'exceptions.recallDone')}>
        <span>{t(`error.${item.why}.cause`)}</span>
      </Notice>
      <p className={classes['phone']}>
        {item.phone === null ? t('exceptions.noPhone') : t('exceptions.phone')}{' '}
        {item.phone !== null && <Ltr>{item.phone}</Ltr>}
      </p>
      <Facts size="medium">
        <Fact label={t('people.cnic')}>
          <Ltr>{formatCnic(item.cnic)}</Ltr>
        </Fact>
        <Fact label={t('why.due')}>
          {open ? <DueDate dueAt={item.dueAt} /> : <Ltr>{formatMoment(item.dueAt)}</Ltr>}
        </Fact>
        <Fact label={t('cards.takenBy')}>
          {item.handedTo === null ? t('exceptions.notHanded') : <bdi>{item.handedTo}</bdi>}
        </Fact>
        {item.handedAt !== null && (
          <Fact label={t('cards.handedAt')}>
            <Ltr>{formatMoment(item.handedAt)}</Ltr>
          </Fact>
        )}
        {item.outcome !== null && (
          <Fact label={t('exceptions.recallHow')}>{t(`exceptions.recallOutcome.${item.outcome}`)}</Fact>
        )}
      </Facts>
    </Dossier>
  );
}

function Acts({ onClose }: { onClose: (() => void) | null }) {
  const { t } = useText();
  if (onClose === null) return <span>{t('exceptions.supervisorCloses')}</span>;
  return <KeyButton main label="exceptions.closeRecall" keys="Ctrl+Enter" onPress={onClose} />;
}
