import type { EntryView } from '../../../src-shared/contract/counter/views.ts';
import { useText } from '../../text/use-text.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';

/** Why an entry does not move, whose turn it is, and what to do; for one that goes its way, that it does. */
export function StuckNotice({ entry: { state, stuck } }: { entry: EntryView }) {
  const { t } = useText();
  if (stuck === null) return <Notice tone={state === 'rejected' ? 'stop' : 'calm'} title={t(`replay.goes.${state}`)} />;
  return (
    <Notice
      tone={state === 'exception' || state === 'rejected' ? 'stop' : 'warn'}
      title={t(`error.${stuck.code}.cause`)}
    >
      <Facts size="medium">
        <Fact label={t('replay.owner')}>{t(`replay.ownerName.${stuck.owner}`)}</Fact>
        <Fact label={t('replay.next')}>
          {t(state === 'exception' ? 'replay.settleException' : `error.${stuck.code}.action`)}
        </Fact>
      </Facts>
    </Notice>
  );
}
