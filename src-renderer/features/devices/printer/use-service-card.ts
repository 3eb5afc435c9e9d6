import { useState } from 'react';
import type { PrintProgress } from '../../../../src-shared/contract/counter/cards.ts';
import type { PrintSettings } from '../../../../src-shared/devices/print-setting.ts';
import type { JobId } from '../../../../src-shared/ids.ts';
import { core } from '../../../core/core-client.ts';
import { noteStarted, useFollowPrints, usePrints } from '../../cards/print-store.ts';

export type ServiceCardKind = 'alignment' | 'colours';

export interface ServiceCard {
  /** Which card was started last here; null before the first. */
  readonly kind: ServiceCardKind | null;
  readonly progress: PrintProgress | null;
  /** Starts one; errors as `cards.print`. */
  readonly print: (kind: ServiceCardKind, settings: PrintSettings) => Promise<void>;
}

/** A card for the technician's eyes, from the key to the tray; `ended` runs when it is out or given up. */
export function useServiceCard(ended: () => void): ServiceCard {
  const [card, setCard] = useState<{ kind: ServiceCardKind; jobId: JobId } | null>(null);
  useFollowPrints(ended);
  const progress = usePrints(({ heard }) => (card === null ? null : (heard[card.jobId] ?? null)));
  return {
    kind: card?.kind ?? null,
    progress,
    print: async (kind, settings) => {
      const { jobId } = await core.devices.printServiceCard({ card: kind, settings });
      noteStarted(jobId);
      setCard({ kind, jobId });
    },
  };
}
