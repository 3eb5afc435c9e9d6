import type { RulesView } from '../../../src-shared/contract/counter/catalogue.ts';
import { useText } from '../../text/use-text.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Ltr } from '../../ui/ltr.tsx';

/** The version that decides today. */
export function RulesInForce({ versions }: { versions: readonly RulesView[] }) {
  const { t } = useText();
  const now = versions.find(({ state }) => state === 'inForce');
  if (now === undefined) return null;
  return (
    <Facts size="medium">
      <Fact label={t('catalogue.today')}>
        <Ltr>{now.version}</Ltr>
      </Fact>
      <Fact label={t('catalogue.begins')}>{t('catalogue.since', { day: now.from })}</Fact>
      <Fact label={t('catalogue.origin')}>
        {now.published === null
          ? t('catalogue.shipped')
          : t('catalogue.published', { at: now.published.at.slice(0, 10) })}
      </Fact>
      <Fact label={t('catalogue.basis')} full>
        <bdi>{now.reference}</bdi>
      </Fact>
    </Facts>
  );
}
