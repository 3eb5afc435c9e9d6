import type { EnrolReply, EnrolRequest, StreamPlace } from '../../src-shared/contract/central/enrolment.ts';
import { Fault } from '../../src-shared/errors.ts';
import { CentreCode, StreamId, streamParts } from '../../src-shared/ids.ts';
import { genesisHash } from '../../src-shared/ledger/chain.ts';
import type { CentralKeys } from '../auth/central-keys.ts';
import { digestOf, randomSecret } from '../auth/secrets.ts';
import { ed25519PublicKey, sha256Text } from '../auth/signatures.ts';
import type { CentralDatabase, CentralTransaction } from '../database/database.ts';
import { codeHash } from './codes.ts';
import { readReference } from './reference.ts';

export interface Enrolment {
  readonly request: EnrolRequest;
  readonly keys: CentralKeys;
  readonly now: Date;
}

/**
 * Enrols a counter: takes the code, opens a new epoch, retires the counter's older ones, so that no
 * sequence and no number is ever used twice. The same code with the same key, while nothing was sent,
 * answers again: the first reply may have been lost on the line. Throws `enrolment.badCode`.
 */
export async function enrol(db: CentralDatabase, { request, keys, now }: Enrolment): Promise<EnrolReply> {
  checkKey(request.publicKey);
  const apiKey = randomSecret();
  const { renews } = request;
  const stream = await db.transaction().execute(async (trx) => {
    const code = await lockCode(trx, request.code, now);
    checkRenewal(code, renews);
    const opened = code.stream === null ? openEpoch(trx, { ...code, request, now }) : resume(trx, code, request);
    const id = await opened;
    await trx
      .updateTable('stream')
      .set({ api_key_hash: digestOf(apiKey) })
      .where('stream', '=', id)
      .execute();
    await trx
      .updateTable('enrolment_code')
      .set({ used_at: now, stream: id, public_key: request.publicKey })
      .where('code_hash', '=', codeHash(request.code))
      .execute();
    const have = renews === undefined ? undefined : await placesOf(trx, code);
    return { id, centre: CentreCode.parse(code.centre), counter: code.counter, have };
  });
  return {
    stream: stream.id,
    centre: stream.centre,
    counter: stream.counter,
    apiKey,
    centralKey: keys.publicKey,
    escrowKey: keys.escrowKey,
    sealKey: keys.sealKey,
    reference: await readReference(db, stream.centre),
    serverTime: now.toISOString(),
    ...(stream.have !== undefined && { have: stream.have }),
  };
}

/** What there is of a counter's streams: a database that was set back has less than its counter was told. */
async function placesOf(trx: CentralTransaction, { centre, counter }: Code): Promise<StreamPlace[]> {
  const rows = await trx
    .selectFrom('stream_cursor')
    .innerJoin('stream', 'stream.stream', 'stream_cursor.stream')
    .select(['stream.stream', 'ack_seq', 'head'])
    .where('centre', '=', centre)
    .where('counter', '=', counter)
    .orderBy('epoch')
    .execute();
  return rows.map((row) => ({ stream: StreamId.parse(row.stream), seq: row.ack_seq, head: row.head }));
}

interface Code {
  readonly centre: string;
  readonly counter: number;
  readonly stream: string | null;
  readonly public_key: string | null;
}

async function lockCode(trx: CentralTransaction, typed: string, now: Date): Promise<Code> {
  const code = await trx
    .selectFrom('enrolment_code')
    .selectAll()
    .where('code_hash', '=', codeHash(typed))
    .forUpdate()
    .executeTakeFirst();
  if (code === undefined || code.expires_at < now) throw new Fault('enrolment.badCode');
  return code;
}

/** A journal that goes on under a new epoch stays with its counter: its leases and its till are that counter's. */
function checkRenewal({ centre, counter }: Code, renews: StreamId | undefined): void {
  if (renews === undefined) return;
  const before = streamParts(renews);
  if (before.centre !== centre || before.counter !== counter) throw new Fault('enrolment.badCode');
}

async function resume(trx: CentralTransaction, code: Code, request: EnrolRequest): Promise<StreamId> {
  const row = await trx
    .selectFrom('stream')
    .innerJoin('stream_cursor', 'stream_cursor.stream', 'stream.stream')
    .select(['stream.stream', 'ack_seq', 'retired'])
    .where('stream.stream', '=', code.stream)
    .executeTakeFirst();
  const same = code.public_key === request.publicKey && row?.ack_seq === 0 && !row.retired;
  if (row === undefined || !same) throw new Fault('enrolment.badCode');
  return StreamId.parse(row.stream);
}

async function openEpoch(
  trx: CentralTransaction,
  { centre, counter, request, now }: Code & { request: EnrolRequest; now: Date },
): Promise<StreamId> {
  // Serialises two enrolments of one counter.
  await trx.selectFrom('centre').select('code').where('code', '=', centre).forUpdate().executeTakeFirst();
  const last = await trx
    .selectFrom('stream')
    .select((eb) => eb.fn.max('epoch').as('epoch'))
    .where('centre', '=', centre)
    .where('counter', '=', counter)
    .executeTakeFirst();
  // An epoch that this database never saw, for it was set back, is spent all the same.
  const before = request.renews === undefined ? 0 : streamParts(request.renews).epoch;
  const epoch = Math.max(last?.epoch ?? 0, before) + 1;
  const stream = StreamId.parse(`${centre}-${counter}-${epoch}`);
  await trx
    .updateTable('stream')
    .set({ retired: true })
    .where('centre', '=', centre)
    .where('counter', '=', counter)
    .execute();
  const { publicKey, build } = request;
  await trx
    .insertInto('stream')
    .values({
      stream,
      centre,
      counter,
      epoch,
      build,
      public_key: publicKey,
      api_key_hash: null,
      enrolled_at: now,
      last_contact_at: now,
    })
    .execute();
  await trx
    .insertInto('stream_cursor')
    .values({ stream, ack_seq: 0, head: genesisHash(stream, sha256Text), settled_seq: 0 })
    .execute();
  return stream;
}

function checkKey(publicKey: string): void {
  try {
    ed25519PublicKey(publicKey);
  } catch (error) {
    throw new Fault('input.malformed', { path: 'publicKey' }, { cause: error });
  }
}
