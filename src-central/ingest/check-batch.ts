import type { KeyObject } from 'node:crypto';
import { Fault } from '../../src-shared/errors.ts';
import type { StreamId } from '../../src-shared/ids.ts';
import { batchStatement, checkLink, type ChainHead } from '../../src-shared/ledger/chain.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import { isSigned, sha256Text } from '../auth/signatures.ts';
import type { Batch } from './batch-body.ts';

/**
 * Proves a batch in itself, before the database is asked anything: a gapless chain of the stream's
 * own entries that ends in the head its counter signed. Throws `central.badChain` or `.badSignature`.
 */
export function checkBatch({ header, entries }: Batch, stream: { id: StreamId; key: KeyObject }): void {
  const first = entries[0]?.entry;
  if (first === undefined || first.seq !== header.from) throw new Fault('central.badChain', { seq: header.from });
  let head: ChainHead = { seq: first.seq - 1, hash: first.prevHash };
  for (const { entry } of entries) {
    const broken = checkLink(entry as unknown as Entry, head, { stream: stream.id, hash: sha256Text });
    if (broken !== undefined) throw new Fault('central.badChain', { seq: broken.seq, what: broken.what });
    head = entry;
  }
  if (head.seq !== header.to || head.hash !== header.head) throw new Fault('central.badChain', { seq: header.to });
  const statement = batchStatement({ stream: stream.id, from: header.from, to: header.to, head: header.head });
  if (!isSigned(statement, { key: stream.key, signature: header.signature })) throw new Fault('central.badSignature');
}
