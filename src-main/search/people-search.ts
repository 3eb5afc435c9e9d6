import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { SearchIndex } from '../../src-shared/contract/counter/search.ts';
import { Fault } from '../../src-shared/errors.ts';
import type { Log } from '../ports.ts';
import { RestartLimit } from '../restart-limit.ts';
import { IndexEnded, IndexLink } from './index-link.ts';
import type { IndexFound, IndexPlace, IndexStanding } from './index-messages.ts';
import type { SearchSource } from './search-source.ts';

/** The queue is looked at this often. */
const LOOK_MS = 1_000;
/** After a failure that no new start mends (no room, say) it is tried again this much later. */
const REST_MS = 60_000;
/** Room on the disk that the index leaves to the store, bytes. */
const RESERVE = 64 * 1024 * 1024;
/** Pages in one transaction of the index while it is built. */
const PAGES_A_COMMIT = 25;

const NOTHING: IndexFound = { hits: [], corrected: null };

export interface PeopleSearchParts {
  readonly source: SearchSource;
  readonly place: IndexPlace;
  readonly program: URL;
  readonly log: Log;
  readonly freeBytes: () => number;
  /** Milliseconds that never jump. */
  readonly monotonic: () => number;
}

/**
 * Search by words, kept up in the background: the index lives in a worker and in a file of its own, is
 * filled from the store's queue at least once, and is built anew when it is missing, damaged or of
 * another time than the store. Nothing here can stop an act or the start: what fails rests and is tried
 * again, and a search meanwhile is answered from what is there.
 */
export class PeopleSearch {
  readonly #parts: PeopleSearchParts;
  readonly #restarts = new RestartLimit();
  #link: IndexLink | undefined;
  #standing: IndexStanding | undefined;
  #working: Promise<void> | undefined;
  #opening: Promise<IndexLink> | undefined;
  #taking: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #restUntil = 0;
  #built = 0;

  constructor(parts: PeopleSearchParts) {
    this.#parts = parts;
  }

  /** Begins to keep the index; returns at once. */
  start(): void {
    this.#timer = setInterval(() => this.#look(), LOOK_MS).unref();
    this.#look();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#restUntil = Number.POSITIVE_INFINITY;
    const link = this.#link;
    await link?.ask({ what: 'close' }).catch(() => undefined);
    await link?.kill();
    await this.#working;
  }

  get index(): SearchIndex {
    const total = this.#parts.source.lastPlace;
    const resting = this.#parts.monotonic() < this.#restUntil;
    if (this.#standing?.complete === true) return { state: resting ? 'off' : 'ready', done: total, total };
    return { state: resting ? 'off' : 'building', done: Math.min(this.#built, total), total };
  }

  /** Never rejects: without an index there are no hits, and `index` says why. */
  async find(text: string, limit: number): Promise<IndexFound> {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      try {
        await this.#ready();
        return (await this.#link?.ask({ what: 'find', text, limit })) ?? NOTHING;
      } catch (error) {
        if (!(error instanceof IndexEnded)) {
          this.#failed(error);
          return NOTHING;
        }
      }
    }
    return NOTHING;
  }

  /** Resolves when all that waited is in the index, or nothing more can be done now. */
  async settled(): Promise<void> {
    await this.#working;
    this.#look();
    await this.#working;
  }

  /** Waits for what takes some milliseconds: the index opened, whoever was recorded a moment ago taken in. */
  async #ready(): Promise<void> {
    // Work whose worker ended is over in a moment.
    if (this.#link === undefined) await this.#working;
    this.#look();
    await this.#opening?.catch(() => undefined);
    await this.#taking?.catch(() => undefined);
  }

  /** Ends the worker as a crash would; it is started again. */
  async killWorker(): Promise<void> {
    await this.#link?.kill();
  }

  #look(): void {
    if (this.#working !== undefined || this.#parts.monotonic() < this.#restUntil) return;
    this.#working = this.#work()
      .catch((error: unknown) => this.#failed(error))
      .finally(() => (this.#working = undefined));
  }

  async #work(): Promise<void> {
    const link = this.#link ?? (await (this.#opening = this.#open()).finally(() => (this.#opening = undefined)));
    if (this.#standing?.complete !== true) await this.#build(link);
    while (this.#parts.source.waits) {
      this.#taking = this.#take(link);
      await this.#taking.finally(() => (this.#taking = undefined));
    }
  }

  async #open(): Promise<IndexLink> {
    const { place, program, monotonic, source } = this.#parts;
    if (!this.#restarts.allow(monotonic())) throw new Fault('internal.fault');
    const link = new IndexLink({ place, program, ended: () => this.#ended(link) });
    this.#link = link;
    const standing = await link.opened;
    const { indexId, batch } = source.standing;
    if (indexId === null || standing.indexId !== indexId || standing.batch < batch || standing.batch > batch + 1) {
      const fresh = randomUUID();
      source.adopt(fresh);
      await link.ask({ what: 'reset', indexId: fresh });
      this.#standing = { indexId: fresh, batch: 0, last: [], builtTo: 0, complete: false };
    } else {
      // A stop between the two commits: what the index took last is compared with the store again.
      if (standing.batch > batch) source.requeue(standing.last, standing.batch);
      this.#standing = standing;
    }
    this.#built = this.#standing.builtTo;
    return link;
  }

  async #build(link: IndexLink): Promise<void> {
    const { source, log } = this.#parts;
    log.info('search index is built', { from: this.#built, people: source.lastPlace });
    let sent: Promise<unknown> = Promise.resolve();
    for (let pages = 1; ; pages += 1) {
      const { people, upTo } = source.page(this.#built);
      const last = people.length === 0;
      const commit = last || pages % PAGES_A_COMMIT === 0;
      if (commit) this.#checkRoom();
      // The next page is read while the worker is busy with this one; two are on their way at most.
      await sent;
      sent = link.ask({ what: 'build', people, upTo, commit });
      sent.catch(() => undefined);
      this.#built = upTo;
      if (last) break;
      // Commands that came meanwhile go first.
      await turn();
    }
    await sent;
    await link.ask({ what: 'finish' });
    this.#standing = { ...(this.#standing ?? EMPTY), builtTo: this.#built, complete: true };
    log.info('search index is ready', { people: this.#built });
  }

  async #take(link: IndexLink): Promise<void> {
    const { source } = this.#parts;
    this.#checkRoom();
    const changes = source.changes();
    const batch = source.standing.batch + 1;
    await link.ask({ what: 'apply', batch, people: changes.people, gone: changes.gone });
    source.done(changes, batch);
  }

  #checkRoom(): void {
    if (this.#parts.freeBytes() < RESERVE) throw new Fault('store.full');
  }

  #failed(error: unknown): void {
    const code = error instanceof Fault ? error.code : 'internal.fault';
    // A worker that ended is started again, as often as the limit allows.
    if (error instanceof IndexEnded) return;
    this.#restUntil = Math.max(this.#restUntil, this.#parts.monotonic() + REST_MS);
    this.#parts.log.warn('search index rests', { code });
    if (code === 'store.full' || this.#timer === undefined) return;
    try {
      // Whatever is wrong with the file, a new one is built from the store.
      this.#parts.source.adopt(null);
      void this.#link?.kill();
    } catch {
      // The store cannot be written either: after the rest it is looked at again.
    }
  }

  #ended(link: IndexLink): void {
    if (this.#link !== link) return;
    this.#link = undefined;
    this.#standing = undefined;
    if (this.#timer !== undefined) this.#parts.log.warn('search worker ended', {});
  }
}

const EMPTY: IndexStanding = { indexId: null, batch: 0, last: [], builtTo: 0, complete: false };
