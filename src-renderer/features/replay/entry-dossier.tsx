import type { EntryView } from '../../../src-shared/contract/counter/views.ts';
import { formatMoment, isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Dossier } from '../../ui/dossier.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Ltr } from '../../ui/ltr.tsx';
import { WhyKey } from '../exceptions/why-key.tsx';
import { useStaffName } from '../session/use-staff-name.ts';
import { EntryState } from './entry-state.tsx';
import { entryTypeText, subjectName } from './entry-words.ts';
import { StuckNotice } from './stuck-notice.tsx';

/** The whole story of one entry, from the counter to central's receipt. */
export function EntryDossier({ entry }: { entry: EntryView }) {
  const { t, language } = useText();
  const nameOf = useStaffName();
  const type = entryTypeText(entry.type);
  const title = type === null ? isolate(entry.type, language) : t(type);
  return (
    <Dossier label={title} acts={entry.state !== 'applied' && <WhyKey entryId={entry.id} />}>
      <h2>
        {title} · {t('replay.entry', { seq: isolate(String(entry.seq), language) })}
      </h2>
      <StuckNotice entry={entry} />
      <Facts size="medium">
        <Fact label={t('replay.stateLabel')}>
          <EntryState entry={entry} />
        </Fact>
        <Fact label={t('replay.about')}>
          <Ltr>{subjectName(entry.subject)}</Ltr>
        </Fact>
        <Fact label={t('replay.at')}>
          <Ltr>{formatMoment(entry.at)}</Ltr>
        </Fact>
        <Fact label={t('replay.actor')}>
          {nameOf(entry.actor)} (<Ltr>{entry.actor}</Ltr>)
        </Fact>
        <Fact label={t('replay.receipt')}>
          {entry.receiptAt === null ? (
            t('replay.noReceipt')
          ) : (
            <>
              <Ltr>{formatMoment(entry.receiptAt)}</Ltr>
              {entry.change !== null && (
                <> · {t('replay.change', { change: isolate(String(entry.change), language) })}</>
              )}
            </>
          )}
        </Fact>
        <Fact label={t('replay.photos')}>
          <Ltr>{entry.blobsWaiting}</Ltr>
        </Fact>
        <Fact label={t('replay.id')} full>
          <Ltr>{entry.id}</Ltr>
        </Fact>
      </Facts>
    </Dossier>
  );
}
