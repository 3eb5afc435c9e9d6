import type { CounterStatus } from '../../../src-shared/contract/counter/status.ts';
import { useText } from '../../text/use-text.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Ltr } from '../../ui/ltr.tsx';
import { DevicePanel } from './device-panel.tsx';

type Printer = CounterStatus['printer'];

export function PrinterPanel({ printer, blanks }: { printer: Printer; blanks: number }) {
  const { t } = useText();
  return (
    <DevicePanel
      title={t('devices.printer')}
      condition={t(`status.printerCondition.${printer.condition}`)}
      tone={toneOf(printer)}
      fault={printer.fault}
    >
      <Facts size="medium">
        <Fact label={t('devices.model')}>{printer.model === null ? '–' : <Ltr>{printer.model}</Ltr>}</Fact>
        <Fact label={t('devices.serial')}>{printer.serial === null ? '–' : <Ltr>{printer.serial}</Ltr>}</Fact>
        <Fact label={t('devices.ribbon')}>{printer.ribbon === null ? '–' : <Ltr>{printer.ribbon}</Ltr>}</Fact>
        <Fact label={t('devices.cardsLeft')}>{printer.cardsLeft === null ? '–' : <Ltr>{printer.cardsLeft}</Ltr>}</Fact>
        <Fact label={t('devices.blanks')}>
          <Ltr>{blanks}</Ltr>
        </Fact>
      </Facts>
    </DevicePanel>
  );
}

function toneOf({ condition }: Printer): 'ok' | 'busy' | 'stop' {
  if (condition === 'printing') return 'busy';
  return condition === 'ready' ? 'ok' : 'stop';
}
