import { MAX_CLAIM_SECONDS, type ClaimReply } from '../../../src-shared/contract/central/claims.ts';
import { Fault } from '../../../src-shared/errors.ts';
import type { Cnic } from '../../../src-shared/ids.ts';
import type { Subject } from '../../../src-shared/ledger/entry.ts';
import { personSubject } from '../../../src-shared/ledger/subjects.ts';
import type { Counter } from '../../counter.ts';
import type { Timers } from '../../replay/timers.ts';
import type { Actor } from '../../store/journal.ts';
import { findHeldCase, forgetHeldCases, putHeldCase, type HeldCase } from '../../store/held-cases.ts';
import { trustedNow } from '../../store/server-clock.ts';

const LONGEST_MS = MAX_CLAIM_SECONDS * 1000;
/** Cases open here are looked at this often; one is renewed well before it runs out. */
const TICK_MS = 60_000;
const RENEW_AFTER_MS = 180_000;
/** A screen waits no longer than this to hear who has the case. */
const ASK_MS = 3_000;

/** A case that is open on this counter's screen. */
interface OpenCase {
  actor: Actor;
  /** When central last lent it, and till when it did; by the clock that never jumps. */
  lentAt: number | undefined;
  heldUntil: number;
}

interface ClaimWish {
  readonly action: 'take' | 'release';
  readonly actor: Actor;
}

export interface CaseClaimsParts {
  readonly counter: () => Counter;
  /** Milliseconds that never jump: claims end by it, whatever the wall clock does. */
  readonly monotonic: () => number;
  readonly timers: Timers;
}

/**
 * The cases this counter holds, and what it knows of those that others hold. Central lends a case to one
 * counter at a time; this one renews what is open on its screen and gives it back when it is closed. With
 * the line down a mate's claim that is known still counts until it runs out, and where none is known work
 * goes on: what then meets at central becomes an exception.
 */
export class CaseClaims {
  readonly #parts: CaseClaimsParts;
  readonly #open = new Map<Subject, OpenCase>();
  /** When claims of others end, by the clock that never jumps, from the moment they were first looked at. */
  readonly #ends = new Map<string, number>();
  readonly #calls = new Map<Subject, Promise<ClaimReply | undefined>>();
  #disarm: (() => void) | undefined;

  constructor(parts: CaseClaimsParts) {
    this.#parts = parts;
  }

  /** Opens a case as this person's; undefined unless another counter is known to hold it. */
  async take(cnic: Cnic, actor: Actor): Promise<'mine' | 'unknown' | HeldCase> {
    const subject = personSubject(cnic);
    const open = this.#open.get(subject) ?? { actor, lentAt: undefined, heldUntil: 0 };
    open.actor = actor;
    this.#open.set(subject, open);
    this.#arm();
    await this.#ask(subject);
    return this.findMate(subject) ?? (this.#isMine(subject) ? 'mine' : 'unknown');
  }

  /** Closes a case; central is told if it can be, else the claim runs out by itself. */
  async release(cnic: Cnic): Promise<void> {
    await this.#giveBack(personSubject(cnic));
  }

  /** The person at the PC leaves: so do the cases. */
  async releaseAll(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((subject) => this.#giveBack(subject)));
  }

  /** Another counter's claim on a case as far as it is known here and has not run out. */
  findMate(subject: Subject): HeldCase | undefined {
    if (this.#isMine(subject)) return undefined;
    const { store, identity } = this.#parts.counter();
    const held = findHeldCase(store, subject);
    if (held === undefined || held.stream === identity.enrolment?.stream) return undefined;
    return this.#parts.monotonic() < this.#endOf(held) ? held : undefined;
  }

  stop(): void {
    this.#disarm?.();
    this.#disarm = undefined;
    this.#open.clear();
  }

  #isMine(subject: Subject): boolean {
    return this.#parts.monotonic() < (this.#open.get(subject)?.heldUntil ?? 0);
  }

  /** What is left of a claim by central's time when it is first looked at, and never more than a claim may last. */
  #endOf({ subject, until }: HeldCase): number {
    const key = `${subject} ${until}`;
    const left = Date.parse(until) - Date.parse(trustedNow(this.#parts.counter()));
    const end = this.#ends.get(key) ?? this.#parts.monotonic() + Math.min(LONGEST_MS, Math.max(0, left));
    this.#ends.set(key, end);
    return end;
  }

  async #ask(subject: Subject): Promise<void> {
    const open = this.#open.get(subject);
    if (open === undefined) return;
    const sentAt = this.#parts.monotonic();
    const reply = await this.#call(subject, { action: 'take', actor: open.actor });
    // Closed meanwhile: what was lent just now goes back.
    if (this.#open.get(subject) !== open) return void (reply?.held === true && (await this.#giveBack(subject)));
    if (reply === undefined) return;
    if (reply.held) Object.assign(open, { lentAt: sentAt, heldUntil: sentAt + LONGEST_MS });
    else Object.assign(open, { lentAt: undefined, heldUntil: 0 });
    this.#note(subject, reply);
  }

  async #giveBack(subject: Subject): Promise<void> {
    const open = this.#open.get(subject);
    this.#open.delete(subject);
    const actor = open?.actor;
    if (actor !== undefined) await this.#call(subject, { action: 'release', actor });
  }

  /** One call at a time a case: a release that is overtaken by the next take would end that one. */
  async #call(subject: Subject, wish: ClaimWish): Promise<ClaimReply | undefined> {
    const before = this.#calls.get(subject);
    const call = (async () => {
      await before;
      return this.#callNow(subject, wish);
    })();
    this.#calls.set(subject, call);
    const reply = await call;
    if (this.#calls.get(subject) === call) this.#calls.delete(subject);
    return reply;
  }

  /** Central's word; undefined when it cannot be had within moments. Never rejects. */
  async #callNow(subject: Subject, { action, actor }: ClaimWish): Promise<ClaimReply | undefined> {
    const { replay, log } = this.#parts.counter();
    const { line } = replay;
    if (line === undefined) return undefined;
    const body = { subject, action, actor: actor.id, seconds: MAX_CLAIM_SECONDS };
    const signal = AbortSignal.timeout(ASK_MS);
    try {
      return await line.api.claims({ params: { stream: line.stream }, body }, { signal });
    } catch (error) {
      log.info('a case was not claimed', { code: codeOf(error) });
      return undefined;
    }
  }

  #note(subject: Subject, { by, until }: ClaimReply): void {
    const { store } = this.#parts.counter();
    store.transact(() => putHeldCase(store, { subject, stream: by?.stream ?? null, actor: by?.actor ?? null, until }));
  }

  #arm(): void {
    this.#disarm ??= this.#parts.timers.after(TICK_MS, () => {
      this.#disarm = undefined;
      // A store that is full or closing now is somebody else's news; the next tick tries again.
      this.#tick().catch((error: unknown) => {
        this.#parts.counter().log.warn('cases were not renewed', { code: codeOf(error) });
        if (this.#open.size > 0) this.#arm();
      });
    });
  }

  /** Renews what is open and about to run out, and asks again for what could not be asked before. */
  async #tick(): Promise<void> {
    const now = this.#parts.monotonic();
    for (const [subject, { lentAt }] of this.#open) {
      // Nobody is at a locked screen: its cases become free in their time, and are asked for again.
      if (this.#parts.counter().session.locked) break;
      if (lentAt === undefined || now - lentAt >= RENEW_AFTER_MS) await this.#ask(subject);
    }
    for (const [key, end] of this.#ends) if (end + LONGEST_MS < now) this.#ends.delete(key);
    forgetHeldCases(this.#parts.counter());
    if (this.#open.size > 0) this.#arm();
  }
}

function codeOf(error: unknown): string {
  return error instanceof Fault ? error.code : 'internal.fault';
}
