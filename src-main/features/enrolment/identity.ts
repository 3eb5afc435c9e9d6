import { generateKeyPairSync } from 'node:crypto';
import { z } from 'zod';
import type { StreamPlace } from '../../../src-shared/contract/central/enrolment.ts';
import type { CentreReference } from '../../../src-shared/contract/central/feed.ts';
import { Language } from '../../../src-shared/contract/counter/enrolment.ts';
import { Fault } from '../../../src-shared/errors.ts';
import { StreamId } from '../../../src-shared/ids.ts';
import type { JournalPlace } from '../../store/journal.ts';
import { findMeta, putMeta } from '../../store/meta.ts';
import { putReference } from '../../store/reference.ts';
import { allowBeginAgain } from '../../store/begin-again.ts';
import { doubtEach } from '../../store/blobs.ts';
import { carryOver, lastHeld, lastReceived } from '../../store/carried.ts';
import type { Store } from '../../store/store.ts';

/** What enrolment gave this PC; lives in the encrypted store. Keys are base64 of DER or of raw bytes. */
export const Enrolment = z.strictObject({
  stream: StreamId,
  centralUrl: z.url(),
  apiKey: z.string().min(16),
  /** Ed25519, PKCS #8 DER, base64. */
  signingKey: z.string().min(1),
  /** Ed25519 of central, as it sent it. */
  centralPublicKey: z.string().min(1),
  /** SHA-256 of central's certificate where it speaks https. */
  certificate: z.string().nullable(),
});
export type Enrolment = z.infer<typeof Enrolment>;

/** An Ed25519 key pair: PKCS #8 DER for the store, raw 32 bytes for central, both base64. */
const SigningKey = z.strictObject({ signingKey: z.string().min(1), publicKey: z.string().min(1) });
type SigningKey = z.infer<typeof SigningKey>;

/** Which counter this PC is: its stream, the number of this start, its language. */
export class Identity {
  readonly #store: Store;
  #enrolment: Enrolment | undefined;
  #former: readonly StreamId[];
  #boot: number;

  constructor(store: Store) {
    this.#store = store;
    this.#enrolment = findMeta(store, 'enrolment', Enrolment);
    this.#former = findMeta(store, 'formerStreams', z.array(StreamId)) ?? [];
    this.#boot = (findMeta(store, 'boot', z.int()) ?? 0) + 1;
    store.transact(() => putMeta(store, 'boot', this.#boot));
  }

  get enrolment(): Enrolment | undefined {
    return this.#enrolment;
  }

  /** Where entries are written. Errors: `enrolment.needed`. */
  get place(): JournalPlace {
    if (this.#enrolment === undefined) throw new Fault('enrolment.needed');
    return { stream: this.#enrolment.stream, boot: this.#boot };
  }

  /** All streams of this counter that this store wrote, the newest first. */
  get streams(): readonly StreamId[] {
    return this.#enrolment === undefined ? [] : [this.#enrolment.stream, ...this.#former];
  }

  get language(): Language {
    return findMeta(this.#store, 'language', Language) ?? 'en';
  }

  set language(language: Language) {
    this.#store.transact(() => putMeta(this.#store, 'language', language));
  }

  /**
   * The key this PC enrols with: on disk before central sees it, so that an answer lost on the line or
   * in a power cut can be asked for again with the same one-time code.
   */
  enrolmentKey(): SigningKey {
    const kept = findMeta(this.#store, 'enrolmentKey', SigningKey);
    if (kept !== undefined) return kept;
    const made = newSigningKey();
    this.#store.transact(() => putMeta(this.#store, 'enrolmentKey', made));
    return made;
  }

  /**
   * Makes this PC the new epoch of the counter it was, at once: the store stays, what central does not have moves to
   * the new stream, the feed goes on where it was; where central was set back it may begin again. `have` is what central
   * has of this counter's streams, where it said so. Gives how many entries moved.
   */
  renew(enrolment: Enrolment, reference: CentreReference, have?: readonly StreamPlace[]): number {
    const before = this.#enrolment;
    if (before === undefined) throw new Fault('enrolment.needed');
    const former = before.stream === enrolment.stream ? this.#former : [before.stream, ...this.#former];
    const moved = this.#store.transact(() => {
      const store = this.#store;
      const acked = store.get(store.sql.selectFrom('replay_cursor').select('acked_seq'))?.acked_seq ?? 0;
      // Oldest first: what central lost of an epoch before this one goes before what was written since.
      const count = this.streams.toReversed().reduce((sum, from) => {
        const held = from === before.stream ? lastHeld(store, from, acked) : undefined;
        const after = have === undefined ? held : (lastReceived(store, from, have) ?? held);
        if (after === undefined) return sum;
        if (held !== undefined && after < held) doubtEach(store);
        return sum + carryOver(store, { from, to: enrolment.stream, after });
      }, 0);
      allowBeginAgain(store);
      putMeta(store, 'enrolment', enrolment);
      putMeta(store, 'formerStreams', former);
      store.run(store.sql.deleteFrom('meta').where('key', 'in', ['enrolmentKey', 'restored']));
      putReference(store, reference);
      store.run(store.sql.updateTable('replay_cursor').set({ acked_seq: 0 }));
      return count;
    });
    this.#enrolment = enrolment;
    this.#former = former;
    return moved;
  }

  /** Makes this PC the counter that central enrolled it as, with its centre's reference data, at once. */
  adopt(enrolment: Enrolment, reference: CentreReference): void {
    this.#store.transact(() => {
      putMeta(this.#store, 'enrolment', enrolment);
      this.#store.run(this.#store.sql.deleteFrom('meta').where('key', '=', 'enrolmentKey'));
      putReference(this.#store, reference);
      this.#store.run(this.#store.sql.updateTable('replay_cursor').set({ acked_seq: 0, feed_change: 0 }));
    });
    this.#enrolment = enrolment;
  }
}

export function newSigningKey(): SigningKey {
  const pair = generateKeyPairSync('ed25519');
  const der = pair.publicKey.export({ format: 'der', type: 'spki' });
  return {
    signingKey: pair.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    publicKey: der.subarray(der.length - 32).toString('base64'),
  };
}
