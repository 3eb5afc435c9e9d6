import type { DevicesView } from '../../../../src-shared/contract/counter/devices.ts';
import { useText } from '../../../text/use-text.ts';
import { CleaningLine } from '../cleaning-line.tsx';
import { StandingWords } from '../standing-words.tsx';
import { FactLine, FactLines, ToldLine } from '../fact-lines.tsx';

/** What the printer in use says of itself, its counters and supplies, and how its calibration stands. */
export function PrinterFacts({ printer }: { printer: DevicesView['printer'] }) {
  const { t } = useText();
  const { cleaning, filmLeft } = printer;
  return (
    <FactLines columns={2}>
      <ToldLine label={t('devices.model')} value={printer.model} />
      <ToldLine label={t('devices.serial')} value={printer.serial} />
      <ToldLine label={t('devices.driver')} value={printer.driver} />
      <ToldLine label={t('devices.firmware')} value={printer.firmware} />
      <ToldLine label={t('devices.ribbon')} value={printer.ribbon} />
      <ToldLine label={t('devices.cardsLeft')} value={printer.cardsLeft} />
      {filmLeft !== null && <ToldLine label={t('devices.filmLeft')} value={filmLeft} unit=" %" />}
      <ToldLine label={t('devices.cardsInserted')} value={printer.cardsInserted} />
      <ToldLine label={t('devices.panelsPrinted')} value={printer.panelsPrinted} />
      <CleaningLine cleaning={cleaning} />
      <FactLine label={t('devices.calibration')}>
        <StandingWords standing={printer.calibration} />
      </FactLine>
    </FactLines>
  );
}
