import type { DevicesView } from '../../../../src-shared/contract/counter/devices.ts';
import { formatCount, isolate } from '../../../text/formats.ts';
import { useText } from '../../../text/use-text.ts';
import { Fact, Facts } from '../../../ui/facts.tsx';
import { StandingWords } from '../standing-words.tsx';
import { ToldFact } from '../told-fact.tsx';

/** What the printer in use says of itself, its counters and supplies, and how its calibration stands. */
export function PrinterFacts({ printer }: { printer: DevicesView['printer'] }) {
  const { t, language } = useText();
  const { choice, cleaning, filmLeft } = printer;
  const count = (value: number) => isolate(formatCount(value), language);
  return (
    <Facts>
      <Fact label={t('devices.chosen')}>
        {t(`devices.source.${choice.source}`)} {choice.source === 'queue' && <bdi>{choice.queue}</bdi>}
      </Fact>
      <ToldFact label={t('devices.model')} value={printer.model} />
      <ToldFact label={t('devices.serial')} value={printer.serial} />
      <ToldFact label={t('devices.driver')} value={printer.driver} />
      <ToldFact label={t('devices.firmware')} value={printer.firmware} />
      <ToldFact label={t('devices.ribbon')} value={printer.ribbon} />
      <ToldFact label={t('devices.cardsLeft')} value={printer.cardsLeft} />
      {filmLeft !== null && <ToldFact label={t('devices.filmLeft')} value={filmLeft} unit=" %" />}
      <ToldFact label={t('devices.cardsInserted')} value={printer.cardsInserted} />
      <ToldFact label={t('devices.panelsPrinted')} value={printer.panelsPrinted} />
      <Fact label={t('devices.cleaning')}>
        {cleaning.cardsSince === null
          ? t('devices.cleaningEvery', { interval: count(cleaning.interval) })
          : t('devices.cleaningSince', { since: count(cleaning.cardsSince), interval: count(cleaning.interval) })}
      </Fact>
      <Fact label={t('devices.calibration')} full>
        <StandingWords standing={printer.calibration} />
      </Fact>
    </Facts>
  );
}
