import type { Why } from '../../../src-shared/contract/counter/exceptions.ts';
import type { EntryId } from '../../../src-shared/ids.ts';
import { core } from '../../core/core-client.ts';
import { useLoad } from '../../core/use-load.ts';
import { formatMoment } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Ltr } from '../../ui/ltr.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useNews } from '../status/use-news.ts';
import { DueDate } from './due-date.tsx';
import { NextStepKey } from './next-step-key.tsx';
import classes from './why-panel.module.css';
import { useWhy } from './why-store.ts';

/** Cause, owner, since when, until when, and one next step on Enter: never an end without one. */
export function WhyPanel({ entryId }: { entryId: EntryId }) {
  const { t } = useText();
  const close = useWhy((state) => state.close);
  const why = useLoad(`why ${entryId}`, async () => core.exceptions.why({ entryId }));
  useNews(why.reload);
  return (
    <Dialog title={t('why.title')} onClose={close} place="side">
      <div className={classes['panel']}>
        <ProblemNotice problem={why.problem} />
        {why.data !== null && <Answer key={why.data.entryId} why={why.data} onClose={close} />}
      </div>
    </Dialog>
  );
}

function Answer({ why, onClose }: { why: Why; onClose: () => void }) {
  const { t } = useText();
  const { owner, since, dueAt, next } = why;
  return (
    <>
      <Cause why={why} />
      <Facts size="large">
        <Fact label={t('why.owner')}>{t(`why.ownerName.${owner}`)}</Fact>
        <Fact label={t('why.since')}>
          <Ltr>{formatMoment(since)}</Ltr>
        </Fact>
        <Fact label={t('why.due')}>{dueAt === null ? t('why.noDue') : <DueDate dueAt={dueAt} />}</Fact>
        {next.do === 'callCentral' && (
          <Fact label={t('why.reference')}>
            <Ltr>{why.entryId}</Ltr>
          </Fact>
        )}
      </Facts>
      <NextStepKey next={next} onDone={onClose} />
      <WaitedFor why={why} />
    </>
  );
}

function Cause({ why: { state, cause } }: { why: Why }) {
  const { t } = useText();
  if (state === 'applied') return <Notice tone="calm" title={t('why.settled')} />;
  if (cause === null) return <Notice tone="calm" title={t(`replay.goes.${state}`)} />;
  return (
    <Notice tone={state === 'exception' || state === 'rejected' ? 'stop' : 'warn'} title={t(`error.${cause}.cause`)}>
      <span>{t(`replay.goes.${state}`)}</span>
    </Notice>
  );
}

/** The way on to what it waits for. */
function WaitedFor({ why: { waitsFor } }: { why: Why }) {
  const { t } = useText();
  const ask = useWhy((state) => state.ask);
  if (waitsFor === null) return null;
  return (
    <button type="button" className={classes['waited']} onClick={() => ask(waitsFor)}>
      {t('why.openWaited')}
    </button>
  );
}
