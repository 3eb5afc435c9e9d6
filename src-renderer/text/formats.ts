import type { Language } from '../../src-shared/contract/counter/enrolment.ts';
import { centreTime } from '../../src-shared/licensing/calendar.ts';

/** Keeps numbers, dates and CNICs left-to-right inside right-to-left text (Unicode UAX #9, LRI and PDI). */
export function isolate(text: string, language: Language): string {
  return language === 'ur' ? `\u2066${text}\u2069` : text;
}

/** Whole rupees, or with paisa where there are any: `Rs 1,350`, `1,350 روپے`. */
export function formatRupees(paisa: number, language: Language): string {
  const amount = formatAmount(paisa);
  return language === 'ur' ? `${isolate(amount, language)} روپے` : `Rs ${amount}`;
}

/** The same without the currency, for columns that name it: `1,350`. */
export function formatAmount(paisa: number): string {
  return (paisa / 100).toLocaleString('en-US', {
    minimumFractionDigits: paisa % 100 === 0 ? 0 : 2,
    maximumFractionDigits: 2,
  });
}

/** How many, in groups of three: `12,400`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** `2026-11-21` as people here write it: `21-11-2026`. */
export function formatDay(day: string): string {
  return day.split('-').toReversed().join('-');
}

/** The time of day at the centre: `14:05`. */
export function formatTime(instant: string): string {
  return centreTime(instant).slice(11);
}

/** The same with seconds, for telling what was saved last: `14:05:09`. */
export function formatSecond(instant: string): string {
  return `${formatTime(instant)}${instant.slice(16, 19)}`;
}

/** Day and time at the centre: `21-11-2026 14:05`. */
export function formatMoment(instant: string): string {
  return `${formatDay(centreTime(instant).slice(0, 10))} ${formatTime(instant)}`;
}

/** Bytes as people count disks: `412 GB`. */
export function formatBytes(bytes: number): string {
  const gigabytes = bytes / 1_000_000_000;
  return gigabytes >= 10 ? `${Math.round(gigabytes)} GB` : `${gigabytes.toFixed(1)} GB`;
}
