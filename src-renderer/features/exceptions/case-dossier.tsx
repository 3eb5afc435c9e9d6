import type { ExceptionView } from '../../../src-shared/contract/counter/exceptions.ts';
import { formatCnic } from '../../../src-shared/licensing/cnic.ts';
import { formatMoment, formatRupees, isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Dossier } from '../../ui/dossier.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Ltr } from '../../ui/ltr.tsx';
import { Notice } from '../../ui/notice.tsx';
import { FromCounter } from '../claims/from-counter.tsx';
import { entryTypeText } from '../replay/entry-words.ts';
import { aboutName } from './about-words.ts';
import { CaseAct } from './case-act.tsx';
import { DueDate } from './due-date.tsx';

/** A case in full: what central could not apply and why, whose turn it is until when, and what was decided. */
export function CaseDossier({ item }: { item: ExceptionView }) {
  const { t, pick, language } = useText();
  const type = entryTypeText(item.type);
  const what = type === null ? isolate(item.type, language) : t(type);
  const name = aboutName(item, pick);
  const { about } = item;
  return (
    <Dossier label={name ?? what} acts={<CaseAct item={item} />}>
      <h2>
        {name ?? what}
        {name !== null && <> · {what}</>}
      </h2>
      <Notice tone={item.state === 'closed' ? 'calm' : 'stop'} title={t(`error.${item.code}.cause`)}>
        <span>{t(`error.${item.code}.action`)}</span>
      </Notice>
      <Decision item={item} />
      <Facts size="medium">
        <Fact label={t('why.owner')}>{t(`why.ownerName.${item.owner}`)}</Fact>
        <Fact label={t('why.due')}>
          {item.state === 'closed' ? <Ltr>{formatMoment(item.dueAt)}</Ltr> : <DueDate dueAt={item.dueAt} />}
        </Fact>
        <Fact label={t('exceptions.openedAt')}>
          <Ltr>{formatMoment(item.openedAt)}</Ltr>
        </Fact>
        <Fact label={t('exceptions.behind')}>
          {item.waiting === 0
            ? t('exceptions.behindNone')
            : t('exceptions.behindSome', { count: isolate(String(item.waiting), language) })}
        </Fact>
        {about.cnic !== null && (
          <Fact label={t('people.cnic')}>
            <Ltr>{formatCnic(about.cnic)}</Ltr>
          </Fact>
        )}
        {about.licenceNumber !== null && (
          <Fact label={t('licence.number')}>
            <Ltr>{about.licenceNumber}</Ltr>
          </Fact>
        )}
        {about.receiptNumber !== null && (
          <Fact label={t('till.receiptNumber')}>
            <Ltr>{about.receiptNumber}</Ltr>
            {about.amount !== null && <> · {formatRupees(about.amount, language)}</>}
          </Fact>
        )}
        <Fact label={t('replay.entryLabel')}>
          {t('replay.entry', { seq: isolate(String(item.seq), language) })} <FromCounter stream={item.stream} />
        </Fact>
        <Fact label={t('replay.id')} full>
          <Ltr>{item.entryId}</Ltr>
        </Fact>
      </Facts>
    </Dossier>
  );
}

/** What was proposed, agreed to, or came of it. */
function Decision({ item: { state, decision, reason, outcome } }: { item: ExceptionView }) {
  const { t } = useText();
  const final = outcome ?? decision;
  if (final === null) return null;
  return (
    <Notice tone="calm" title={t(`exceptions.decision.${state}`, { what: t(`exceptions.outcome.${final}`) })}>
      <span>{t(`exceptions.effect.${final}`)}</span>
      {reason !== null && reason !== '' && <bdi>{reason}</bdi>}
    </Notice>
  );
}
