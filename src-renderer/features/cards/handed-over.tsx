import type { CardView } from '../../../src-shared/contract/counter/views.ts';
import { formatCnic } from '../../../src-shared/licensing/cnic.ts';
import { formatMoment } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Ltr } from '../../ui/ltr.tsx';
import { useStaffName } from '../session/use-staff-name.ts';

/** To whom a card went, when, and by whose hand. */
export function HandedOver({ card: { handedOver } }: { card: CardView }) {
  const { t } = useText();
  const nameOf = useStaffName();
  if (handedOver === null) return null;
  const { receiver, at, by } = handedOver;
  return (
    <Facts>
      <Fact label={t('cards.takenBy')}>
        <bdi>{receiver.name}</bdi> ({t(`cards.relation.${receiver.relation}`)})
      </Fact>
      {receiver.cnic !== null && (
        <Fact label={t('people.cnic')}>
          <Ltr>{formatCnic(receiver.cnic)}</Ltr>
        </Fact>
      )}
      <Fact label={t('cards.handedAt')}>
        <Ltr>{formatMoment(at)}</Ltr>
      </Fact>
      <Fact label={t('cards.handedBy')}>{nameOf(by)}</Fact>
    </Facts>
  );
}
