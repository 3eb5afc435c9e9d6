import type { DevicesView } from '../../../../src-shared/contract/counter/devices.ts';
import { useText } from '../../../text/use-text.ts';
import { Ltr } from '../../../ui/ltr.tsx';
import classes from './seen-table.module.css';

/** Everything on the USB bus that could be a camera or a printer, and which driver takes it. */
export function SeenTable({ devices }: { devices: DevicesView }) {
  const { t } = useText();
  const { seen } = devices;
  return (
    <table className={classes['table']}>
      <caption>{t('devices.seen')}</caption>
      <thead className="visually-hidden">
        <tr>
          {(['device', 'usbId', 'serial', 'driver'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`devices.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {seen.length === 0 && (
          <tr>
            <td colSpan={4}>{t('devices.nothingSeen')}</td>
          </tr>
        )}
        {seen.map((each) => (
          <tr key={each.place} data-known={each.driver !== null}>
            <th scope="row">
              <bdi>{[each.manufacturer, each.product].filter((part) => part !== '').join(' ')}</bdi>
            </th>
            <td>
              <Ltr>{`${hex(each.vendorId)}:${hex(each.productId)}`}</Ltr>
            </td>
            <td>{each.serial === '' ? '–' : <Ltr>{each.serial}</Ltr>}</td>
            <td>
              {each.driver === null ? (
                t(`devices.noDriver.${each.kind}`)
              ) : (
                <>
                  <Ltr>{each.driver}</Ltr> {t(`devices.kind.${each.kind}`)}
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function hex(id: number): string {
  return id.toString(16).padStart(4, '0');
}
