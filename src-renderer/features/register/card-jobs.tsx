import type { CardJobView } from '../../../src-shared/contract/counter/register.ts';
import { useText } from '../../text/use-text.ts';
import { RecordTable } from './record-table.tsx';
import { SupersededBadge } from './standing-badge.tsx';
import { WhenWho } from './when-who.tsx';

/** Every card that was printed of a licence; only the last good one counts. */
export function CardJobs({ cards }: { cards: readonly CardJobView[] }) {
  const { t } = useText();
  if (cards.length === 0) return null;
  return (
    <RecordTable
      title={t('register.cards')}
      empty={t('register.empty.cards')}
      rows={cards}
      keyOf={({ jobId }) => jobId}
      columns={[
        { head: t('register.column.card'), render: (card) => <CardStage card={card} /> },
        { head: t('register.reason'), render: (card) => <bdi>{card.printReason}</bdi> },
        {
          head: t('register.column.handedOver'),
          render: ({ handedOver }) => handedOver !== null && <bdi>{handedOver.receiver.name}</bdi>,
        },
        { head: t('register.column.when'), render: (line) => <WhenWho {...line} /> },
      ]}
    />
  );
}

function CardStage({ card: { stage, superseded } }: { card: CardJobView }) {
  const { t } = useText();
  return stage === 'good' ? <SupersededBadge superseded={superseded} /> : <>{t(`register.card.${stage}`)}</>;
}
