import type { CounterStatus } from '../../../src-shared/contract/counter/status.ts';

/** What stopped new work; null while new work may begin, and before the first status. */
export function stoppedBy(status: CounterStatus | null): CounterStatus['backlog']['why'] {
  return status?.backlog.band === 'stop' ? status.backlog.why : null;
}
