import { DatasetReader } from '../ptp/dataset-reader.ts';
import { OK } from '../ptp/response.ts';
import { GET_STORAGE_IDS, GET_STORAGE_INFO } from './canon-codes.ts';
import type { CanonLink } from './canon-link.ts';

/**
 * Looks at the body's storages; some bodies release only after the host has done so. A storage id has
 * the slot in its upper half and what lies in the slot in its lower one, 0 for nothing (ISO 15740,
 * clause 5.2.1). Errors: `camera.protocol`, `usb.*`.
 */
export async function readStorages(link: CanonLink): Promise<void> {
  const { response, data } = await link.transact({ operation: GET_STORAGE_IDS });
  if (response !== OK || data.length < 4) return;
  const filled = new DatasetReader(data).u32Array().filter((storage) => (storage & 0xff_ff) !== 0);
  link.state.foundCard(filled.length > 0);
  for (const storage of filled.slice(0, 4)) {
    await link.transact({ operation: GET_STORAGE_INFO, parameters: [storage] });
  }
}
