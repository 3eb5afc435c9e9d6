import { useState } from 'react';
import { dayOf } from '../../../src-shared/licensing/calendar.ts';
import { useStatus } from './status-store.ts';

/** Today at the centre, by the core's clock. */
export function useToday(): string {
  const [opened] = useState(() => new Date().toISOString());
  const now = useStatus((state) => state.status?.clock.now);
  return dayOf(now ?? opened);
}
