import type { DevicesView } from '../../../src-shared/contract/counter/devices.ts';

/** What every bench works with. */
export interface BenchProps {
  readonly devices: DevicesView;
  /** Takes what a command answered. */
  readonly onDevices: (devices: DevicesView) => void;
}
