import { core } from '../../core/core-client.ts';
import { useLoad } from '../../core/use-load.ts';
import { type Bench, useNavigation } from '../../shell/navigation-store.ts';
import { useText } from '../../text/use-text.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { BenchTabs } from './bench-tabs.tsx';
import { CameraBench } from './camera/camera-bench.tsx';
import type { BenchProps } from './bench-props.ts';
import { DeviceOverview } from './overview/device-overview.tsx';
import classes from './devices-screen.module.css';
import { CalibrationHistory } from './history/calibration-history.tsx';
import { PrinterBench } from './printer/printer-bench.tsx';
import { useDeviceNews } from './use-device-news.ts';

const screens = {
  overview: DeviceOverview,
  camera: CameraBench,
  printer: PrinterBench,
  history: CalibrationHistory,
} as const satisfies Record<Bench, (props: BenchProps) => unknown>;

/** Home of a technician: what is plugged in and how it is, and a bench for each device. */
export function DevicesScreen() {
  const { t } = useText();
  const bench = useNavigation(({ route }) => (route.place === 'devices' ? (route.bench ?? 'overview') : 'overview'));
  const devices = useLoad('devices', async () => core.devices.overview());
  useDeviceNews(devices.reload);
  const Screen = screens[bench];
  return (
    <section className={classes['screen']}>
      <header className={classes['head']}>
        <h1>{t('devices.title')}</h1>
        <BenchTabs bench={bench} />
      </header>
      <ProblemNotice problem={devices.problem} />
      <div role="tabpanel" aria-label={t(`devices.bench.${bench}`)} className={classes['bench']}>
        {devices.data !== null && <Screen devices={devices.data} onDevices={devices.replace} />}
      </div>
    </section>
  );
}
