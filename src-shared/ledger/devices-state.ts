import type { CalibrationResult, DeviceIdentity } from '../devices/calibration.ts';
import type { CalibrationId, JobId, RulesVersion } from '../ids.ts';
import type { EntryData } from './entry-types.ts';
import type { PrinterReading } from './entries/device-entries.ts';
import type { Deed } from './state.ts';

export interface CalibrationVersion {
  readonly id: CalibrationId;
  readonly device: DeviceIdentity;
  /** Counts from 1 for each device. */
  readonly version: number;
  readonly result: CalibrationResult;
  readonly reason: string;
  readonly rules: RulesVersion;
  readonly validUntil: string;
  readonly deed: Deed;
}

export type ChosenDevice = EntryData<'device.chosen'> & { readonly deed: Deed };

/** What happened to a printer, in order. `cards` is what it adds to the account of the printer's cards. */
export type PrinterEvent = { readonly reading: PrinterReading; readonly cards: number; readonly deed: Deed } & (
  | { readonly what: 'counted' }
  | { readonly what: 'ribbonChanged'; readonly ribbon: string; readonly cardsLeft: number | null }
  | { readonly what: 'cleaned'; readonly by: 'printer' | 'hand' }
  | { readonly what: 'serviceCard'; readonly jobId: JobId; readonly card: string }
  | {
      readonly what: 'unexplained';
      readonly expected: number;
      readonly backwards: boolean;
      readonly explainedAt: string | null;
    }
  | { readonly what: 'explained'; readonly blanks: number; readonly reason: string }
);

/** The devices of one counter. */
export interface DevicesState {
  readonly kind: 'devices';
  /** `since` is by central's time where it was known. */
  readonly used: readonly { readonly device: DeviceIdentity; readonly since: string; readonly deed: Deed }[];
  /** Oldest first; the last of each kind holds. */
  readonly choices: readonly ChosenDevice[];
  readonly calibrations: readonly CalibrationVersion[];
  readonly printerEvents: readonly PrinterEvent[];
}
