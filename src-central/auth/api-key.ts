import { Fault } from '../../src-shared/errors.ts';
import { streamParts, StreamId } from '../../src-shared/ids.ts';
import type { CentralDatabase } from '../database/database.ts';
import { digestOf } from './secrets.ts';

/** The counter behind a request. */
export interface Caller {
  readonly stream: StreamId;
  readonly centre: string;
  readonly publicKey: string;
}

/** Last contact is written at most this often a stream. */
const CONTACT_EVERY_MS = 30_000;

/**
 * Who holds this `Authorization` header. Throws `central.unauthorised` for no or an unknown key and
 * `central.staleEpoch` for the key of a counter that was enrolled anew.
 */
export async function findCaller(db: CentralDatabase, header: string | undefined, now: Date): Promise<Caller> {
  const key = /^Bearer ([A-Za-z0-9_-]{40,100})$/.exec(header ?? '')?.[1];
  if (key === undefined) throw new Fault('central.unauthorised');
  const row = await db
    .selectFrom('stream')
    .select(['stream', 'public_key', 'retired', 'last_contact_at'])
    .where('api_key_hash', '=', digestOf(key))
    .executeTakeFirst();
  if (row === undefined) throw new Fault('central.unauthorised');
  if (row.retired) throw new Fault('central.staleEpoch', { stream: row.stream });
  if (now.getTime() - (row.last_contact_at?.getTime() ?? 0) > CONTACT_EVERY_MS) {
    await db.updateTable('stream').set({ last_contact_at: now }).where('stream', '=', row.stream).execute();
  }
  const stream = StreamId.parse(row.stream);
  return { stream, centre: streamParts(stream).centre, publicKey: row.public_key };
}
