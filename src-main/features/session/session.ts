import { verify } from '@node-rs/argon2';
import { Fault } from '../../../src-shared/errors.ts';
import { StaffId } from '../../../src-shared/ids.ts';
import { Role } from '../../../src-shared/roles.ts';
import { SerialQueue } from '../../serial-queue.ts';
import type { Clock } from '../../ports.ts';
import type { Actor } from '../../store/journal.ts';
import type { Store } from '../../store/store.ts';
import type { StaffRow } from '../../store/tables.ts';
import { deny, type Standing } from '../handlers.ts';
import { checkLockout, recordFailure, recordSuccess } from './lockout.ts';

export interface Person {
  readonly id: StaffId;
  readonly nameEn: string;
  readonly nameUr: string;
  readonly role: Role;
}

/** Ten minutes without a touch lock the screen; the work stays. */
export const IDLE_LOCK_MS = 10 * 60_000;

/** Who is signed in at this PC: one person at a time, gone when the core stops. */
export class Session {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #monotonic: () => number;
  readonly #practicePins: Readonly<Record<string, string>>;
  readonly #checks = new SerialQueue();
  #person: Person | undefined;
  #lockedByHand = false;
  #touchedAt = 0;

  constructor(parts: {
    store: Store;
    clock: Clock;
    /** Milliseconds that never jump; idle time is measured with it. */
    monotonic: () => number;
    practicePins: Readonly<Record<string, string>>;
  }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#monotonic = parts.monotonic;
    this.#practicePins = parts.practicePins;
  }

  get person(): Person | undefined {
    return this.#person;
  }

  get locked(): boolean {
    return this.#person !== undefined && (this.#lockedByHand || this.#monotonic() - this.#touchedAt > IDLE_LOCK_MS);
  }

  get standing(): Standing {
    return { role: this.#person?.role ?? null, locked: this.locked };
  }

  /** Who acts. Errors: `session.needed`. */
  get actor(): Actor {
    if (this.#person === undefined) throw new Fault('session.needed');
    return { id: this.#person.id, role: this.#person.role };
  }

  /** Everybody who may sign in here. */
  people(): (Person & { readonly practicePin: string | null })[] {
    return this.#staff().map((row) => ({ ...toPerson(row), practicePin: this.#practicePins[row.id] ?? null }));
  }

  /** Checks the PIN against the centre's staff list, with the cable out. Refuses with `session.badCredentials`, `.lockedOut`. */
  async signIn(staffId: StaffId, pin: string): Promise<void> {
    this.#person = await this.#check(staffId, pin);
    this.#lockedByHand = false;
    this.touch();
  }

  async unlock(pin: string): Promise<void> {
    if (this.#person === undefined) deny('session.needed');
    this.#person = await this.#check(this.#person.id, pin);
    this.#lockedByHand = false;
    this.touch();
  }

  signOut(): void {
    this.#person = undefined;
    this.#lockedByHand = false;
  }

  lock(): void {
    this.#lockedByHand = true;
  }

  /** Somebody is there. Once the idle time has run out only the PIN opens again. */
  touch(): void {
    if (!this.locked || this.#touchedAt === 0) this.#touchedAt = this.#monotonic();
  }

  /** One PIN at a time: tries made at once would all be checked before the first of them is counted. */
  #check(staffId: StaffId, pin: string): Promise<Person> {
    return this.#checks.run(() => this.#checkOne(staffId, pin));
  }

  async #checkOne(staffId: StaffId, pin: string): Promise<Person> {
    checkLockout(this.#store, staffId, this.#clock.now());
    const row = this.#staff().find((each) => each.id === staffId);
    const right = row !== undefined && (await verify(row.pin_hash, pin));
    if (row === undefined || !right) {
      const left = recordFailure(this.#store, staffId, this.#clock.now());
      checkLockout(this.#store, staffId, this.#clock.now());
      deny('session.badCredentials', { left });
    }
    recordSuccess(this.#store, staffId);
    this.#touchedAt = this.#monotonic();
    return toPerson(row);
  }

  #staff(): StaffRow[] {
    return this.#store.all(this.#store.sql.selectFrom('staff').selectAll().where('active', '=', 1).orderBy('id'));
  }
}

function toPerson(row: StaffRow): Person {
  return { id: StaffId.parse(row.id), nameEn: row.name_en, nameUr: row.name_ur, role: Role.parse(row.role) };
}
