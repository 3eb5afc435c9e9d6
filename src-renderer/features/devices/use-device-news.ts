import { useEffect, useEffectEvent } from 'react';
import type { CounterStatus } from '../../../src-shared/contract/counter/status.ts';
import { useStatus } from '../status/status-store.ts';

/** Runs `changed` whenever the status says that something else is plugged in, or stands otherwise than before. */
export function useDeviceNews(changed: () => void): void {
  const news = useStatus(({ status }) => (status === null ? '' : newsOf(status)));
  const tell = useEffectEvent(changed);
  useEffect(() => {
    if (news !== '') tell();
  }, [news]);
}

function newsOf({ camera, printer }: CounterStatus): string {
  const seen = (condition: string) => (condition === 'absent' || condition === 'connecting' ? condition : 'there');
  return JSON.stringify([
    [seen(camera.condition), camera.serial, camera.source, camera.fault, camera.calibration],
    [seen(printer.condition), printer.serial, printer.source, printer.fault, printer.calibration, printer.cleaning],
    [printer.ribbon, printer.cardsLeft, printer.condition === 'printing'],
  ]);
}
