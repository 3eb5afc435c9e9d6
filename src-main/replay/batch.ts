import { sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import { BATCH_TYPE, type BatchHeader } from '../../src-shared/contract/central/batch.ts';
import { Fault } from '../../src-shared/errors.ts';
import type { StreamId } from '../../src-shared/ids.ts';
import { batchStatement } from '../../src-shared/ledger/chain.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';

const compress = promisify(zstdCompress);

/** Packs entries as central reads them: a signed header line, the entries a line each, one zstd frame. */
export async function packBatch(
  entries: readonly Entry[],
  { stream, key }: { stream: StreamId; key: KeyObject },
): Promise<File> {
  const [first, last] = [entries[0], entries.at(-1)];
  if (first === undefined || last === undefined) throw new Fault('internal.fault');
  const range = { from: first.seq, to: last.seq, head: last.hash };
  const signature = sign(null, Buffer.from(batchStatement({ stream, ...range })), key).toString('base64');
  const header: BatchHeader = { ...range, signature };
  const lines = [JSON.stringify(header), ...entries.map((entry) => JSON.stringify(entry))];
  const bytes = await compress(lines.join('\n'), { params: { [constants.ZSTD_c_compressionLevel]: 3 } });
  return new File([bytes], 'batch', { type: BATCH_TYPE });
}
