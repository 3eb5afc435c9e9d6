import type { KeyObject } from 'node:crypto';
import type { StreamId } from '../../src-shared/ids.ts';
import type { CentralApi } from './central-client.ts';

/** How an enrolled counter asks central outside the lanes: its contract, as whom, and the key that proves answers. */
export interface CentralLine {
  readonly api: CentralApi;
  readonly stream: StreamId;
  readonly centralKey: KeyObject;
}
