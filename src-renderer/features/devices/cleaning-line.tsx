import type { DevicesView } from '../../../src-shared/contract/counter/devices.ts';
import { formatCount, isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { FactLine } from './fact-lines.tsx';

/** Cards since the printer was last cleaned, where that is known, against how many may go by. */
export function CleaningLine({ cleaning }: { cleaning: DevicesView['printer']['cleaning'] }) {
  const { t, language } = useText();
  const count = (value: number) => isolate(formatCount(value), language);
  return (
    <FactLine label={t('devices.cleaning')}>
      {cleaning.cardsSince === null
        ? t('devices.cleaningEvery', { interval: count(cleaning.interval) })
        : t('devices.cleaningSince', { since: count(cleaning.cardsSince), interval: count(cleaning.interval) })}
    </FactLine>
  );
}
