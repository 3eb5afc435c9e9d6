import { useText } from '../../text/use-text.ts';
import { Sheet } from '../../ui/sheet.tsx';
import { useStatus } from '../status/status-store.ts';
import { CameraPanel } from './camera-panel.tsx';
import classes from './devices-screen.module.css';
import { PrinterPanel } from './printer-panel.tsx';

/** Home of a technician: camera and printer as they are now; what they say changes here by itself. */
export function DevicesScreen() {
  const { t } = useText();
  const status = useStatus((state) => state.status);
  return (
    <Sheet title={t('devices.title')}>
      {status !== null && (
        <div className={classes['devices']}>
          <CameraPanel camera={status.camera} />
          <PrinterPanel printer={status.printer} blanks={status.stock.blanks} />
        </div>
      )}
    </Sheet>
  );
}
