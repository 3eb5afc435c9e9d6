import { create } from 'zustand';
import type { CounterStatus } from '../../../src-shared/contract/counter/status.ts';
import { core } from '../../core/core-client.ts';

/** The newest status of the counter; null until the first one has arrived. */
export const useStatus = create<{ readonly status: CounterStatus | null }>()(() => ({ status: null }));

/** Follows the one live subscription of this window until the signal or the transport ends it. */
export async function followStatus(signal: AbortSignal): Promise<void> {
  for await (const status of await core.status.watch(undefined, { signal })) {
    useStatus.setState({ status });
  }
}
