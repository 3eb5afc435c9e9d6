import type { LookupReply, LookupRequest } from '../../src-shared/contract/central/lookup.ts';
import { Fault } from '../../src-shared/errors.ts';
import type { Cnic, StaffId } from '../../src-shared/ids.ts';
import { streamParts, type StreamId } from '../../src-shared/ids.ts';
import { subjectStatement } from '../../src-shared/ledger/chain.ts';
import type { Subject } from '../../src-shared/ledger/entry.ts';
import { personSubject } from '../../src-shared/ledger/subjects.ts';
import { countCall } from '../auth/call-rate.ts';
import type { CentralKeys } from '../auth/central-keys.ts';
import { sha256Text, signText } from '../auth/signatures.ts';
import type { CentralDatabase, CentralTransaction } from '../database/database.ts';
import { subscribe, type Followed } from '../feed/subscriptions.ts';

export interface Lookup {
  readonly request: LookupRequest;
  readonly keys: CentralKeys;
  readonly now: Date;
}

const NOBODY: Followed = { state: null, change: 0 };

/**
 * What central knows of one person, for a counter of any centre. Who asked about whom is written down in
 * the same transaction that makes the centre follow that person, so there is no answer without its audit.
 *
 * Errors: `session.forbidden` unless the actor is an operator or a supervisor of the counter's centre,
 * `central.busy` when the stream asks too often.
 */
export async function lookUp(db: CentralDatabase, stream: StreamId, lookup: Lookup): Promise<LookupReply> {
  const { request, keys, now } = lookup;
  await countCall(db, 'lookup_rate', { stream, now });
  const { centre } = streamParts(stream);
  const { role } = await getActor(db, centre, request.actor);
  const asked = readAsked(request);
  const at = now.toISOString();
  const { subject, state, change } = await db.transaction().execute(async (trx) => {
    const about = await findSubject(trx, request);
    const known = about === null ? NOBODY : await subscribe(trx, { subject: about, centre, at });
    const found = known.state !== null;
    const row = { at: now, stream, actor: request.actor, role, ...asked, subject: about, found };
    await trx.insertInto('lookup_audit').values(row).execute();
    return { subject: about, ...known };
  });
  return {
    found: state !== null,
    subject,
    state,
    change,
    signature: subject === null || state === null ? null : signState(keys, { subject, change, state }),
    serverTime: at,
  };
}

async function getActor(db: CentralDatabase, centre: string, actor: StaffId): Promise<{ role: string }> {
  const member = await db
    .selectFrom('staff')
    .select('role')
    .where('centre', '=', centre)
    .where('id', '=', actor)
    .where('active', '=', true)
    .where('role', 'in', ['operator', 'supervisor'])
    .executeTakeFirst();
  if (member === undefined) throw new Fault('session.forbidden');
  return member;
}

function readAsked(request: LookupRequest): { asked_by: 'cnic' | 'licenceNumber'; asked: string } {
  return 'cnic' in request
    ? { asked_by: 'cnic', asked: request.cnic }
    : { asked_by: 'licenceNumber', asked: request.licenceNumber };
}

/** The person meant; null for a licence number that nobody holds. */
async function findSubject(trx: CentralTransaction, request: LookupRequest): Promise<Subject | null> {
  if ('cnic' in request) return personSubject(request.cnic);
  const row = await trx
    .selectFrom('licence')
    .select('cnic')
    .where('number', '=', request.licenceNumber)
    .executeTakeFirst();
  return row === undefined ? null : personSubject(row.cnic as Cnic);
}

function signState(keys: CentralKeys, base: { subject: string; change: number; state: string }): string {
  const { subject, change, state } = base;
  return signText(keys.signing, subjectStatement({ subject, change, stateHash: sha256Text(state) }));
}
