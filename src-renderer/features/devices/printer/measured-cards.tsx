import type { PrintMeasures } from '../../../../src-shared/devices/calibration.ts';
import { isInPlace } from '../../../../src-shared/devices/print-offset.ts';
import type { PrintSettings } from '../../../../src-shared/devices/print-setting.ts';
import { isolate } from '../../../text/formats.ts';
import { useText } from '../../../text/use-text.ts';
import { Ltr } from '../../../ui/ltr.tsx';
import { FigureTable } from '../../reports/figure-table.tsx';
import { signed } from '../camera/measure-words.ts';
import type { Trial } from './trial.ts';

/** Every alignment card of this sitting: how it was set, how far it was off, and how the next one is set. */
export function MeasuredCards({ trial }: { trial: Trial }) {
  const { t, language } = useText();
  const { cards, settings } = trial;
  const last = cards.at(-1);
  const done = last !== undefined && isInPlace(last.measured);
  return (
    <FigureTable
      title={t('devices.beforeAfter')}
      columns={[t('devices.card'), t('devices.setTo'), t('devices.wasOff'), t('devices.verdict')]}
      nil=""
      rows={[
        ...cards.map((card, index) => ({
          key: String(index),
          cells: [
            t(index === 0 ? 'devices.before' : 'devices.after') +
              (index > 1 ? ` ${isolate(String(index), language)}` : ''),
            <Dots key="set" offset={card.settings.offset} />,
            <Tenths key="off" measured={card.measured} />,
            t(isInPlace(card.measured) ? 'devices.inPlace' : 'devices.offPlace'),
          ],
        })),
        ...(done
          ? []
          : [{ key: 'next', cells: [t('devices.nextCard'), <Dots key="set" offset={settings.offset} />, '–', '–'] }]),
      ]}
    />
  );
}

/** Right and down, dots. */
export function Dots({ offset: { x, y } }: { offset: PrintSettings['offset'] }) {
  return <Ltr>{`${signed(x, 0)} / ${signed(y, 0)}`}</Ltr>;
}

/** Right and down, millimetres. */
export function Tenths({ measured: { offsetX, offsetY } }: { measured: PrintMeasures }) {
  return <Ltr>{`${signed(offsetX / 10, 1)} / ${signed(offsetY / 10, 1)} mm`}</Ltr>;
}
