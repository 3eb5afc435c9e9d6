import { createPrivateKey } from 'node:crypto';
import type { ErrorCode, Fault } from '../../src-shared/errors.ts';
import type { Sha256 } from '../../src-shared/ids.ts';
import type { Catalogues } from '../../src-shared/catalogue/catalogue.ts';
import type { ReplayLink, ReplayPort } from '../counter.ts';
import type { Enrolment } from '../features/enrolment/identity.ts';
import type { Clock, Log } from '../ports.ts';
import type { Store } from '../store/store.ts';
import { VERSION } from '../version.ts';
import { BlobLane } from './blob-lane.ts';
import { connectCentral, type CentralAddress, type CentralApi } from './central-client.ts';
import type { CentralLine } from './central-line.ts';
import { meansLinkDown, pausesLane } from './central-fault.ts';
import { centralKeyOf } from './central-signature.ts';
import type { Fetch } from './guarded-fetch.ts';
import { Lane, type StepResult } from './lane.ts';
import { MatesPhotos } from './mates-photos.ts';
import { Numbers } from './numbers.ts';
import { pinnedFetch } from './pinned-fetch.ts';
import { pullStep } from './pull.ts';
import { Push } from './push.ts';
import { hasUnsent } from './replay-store.ts';
import { realTimers, type Timers } from './timers.ts';
import { trustStep } from './trust-step.ts';

const IDLE_MS = 60_000;
/** A mate's photo follows its entries within moments, and nothing says when it is there. */
const PHOTOS_IDLE_MS = 10_000;

export interface ReplayLaneParts {
  readonly store: Store;
  readonly identity: { readonly enrolment: Enrolment | undefined };
  readonly rules: Catalogues;
  readonly clock: Clock;
  readonly log: Log;
  readonly fetch: Fetch;
  /** Something to show: the link, the counts, a receipt. */
  readonly changed: () => void;
  readonly timers?: Timers;
  /** How central's contract is spoken: over HTTP by `fetch`, unless a simulator stands in between. */
  readonly connect?: (central: CentralAddress) => CentralApi;
  /** Longest a call may take, ms. */
  readonly callMs?: number;
}

/**
 * Replay as a whole: six lanes over one line to central, which are `push` (entries), `pull` (feed), `numbers` (leases),
 * `trust` (keys and status lists of cards), `blobs` and `photos` (centre mates'). They fail and rest by themselves; when one gets through after the
 * line was down, the others try at once.
 */
export class ReplayLane implements ReplayPort {
  readonly #parts: ReplayLaneParts;
  readonly #timers: Timers;
  #lanes: readonly Lane[] = [];
  #line: CentralLine | undefined;
  #photos: MatesPhotos | undefined;
  #down = true;
  #upgrade = false;

  constructor(parts: ReplayLaneParts) {
    this.#parts = parts;
    this.#timers = parts.timers ?? realTimers;
  }

  /** `paused`: a person must act. `down`: central cannot be reached; tried again by itself. */
  get link(): ReplayLink {
    const codes = this.#lanes.flatMap(({ fault }) => fault?.code ?? []);
    const paused = codes.find(pausesLane);
    if (paused !== undefined) return { state: 'paused', fault: paused };
    if (this.#down) return { state: 'down', fault: codes.find(meansLinkDown) ?? null };
    const lesser: ErrorCode | undefined = codes[0] ?? (this.#upgrade ? 'central.upgradeNeeded' : undefined);
    return { state: 'up', fault: lesser ?? null };
  }

  get line(): CentralLine | undefined {
    return this.#line;
  }

  /** Begins to replay; needs an enrolled counter, else nothing happens. */
  start(): void {
    const { enrolment } = this.#parts.identity;
    if (enrolment === undefined || this.#lanes.length > 0) return;
    this.#lanes = this.#createLanes(enrolment);
    for (const lane of this.#lanes) lane.start();
  }

  async stop(): Promise<void> {
    const lanes = this.#lanes;
    this.#lanes = [];
    this.#line = undefined;
    this.#photos = undefined;
    await Promise.all(lanes.map((lane) => lane.stop()));
  }

  wake(): void {
    for (const lane of this.#lanes) if (lane.name !== 'pull' && lane.name !== 'trust') lane.wake();
  }

  async fetchPhoto(sha256: Sha256): Promise<boolean> {
    return (await this.#photos?.fetchNow(sha256)) ?? false;
  }

  tryNow(): void {
    for (const lane of this.#lanes) lane.hurry();
  }

  #createLanes(enrolment: Enrolment): readonly Lane[] {
    const { store, rules, clock, log, fetch: given, callMs, connect = connectCentral } = this.#parts;
    const { stream, centralUrl, apiKey, certificate } = enrolment;
    const central: CentralAddress = {
      url: centralUrl,
      apiKey,
      fetch: certificate === null ? given : pinnedFetch(certificate),
      ...(callMs === undefined ? {} : { callMs }),
    };
    const api = connect({ ...central, onAnswer: () => this.#heard() });
    const key = createPrivateKey({ key: Buffer.from(enrolment.signingKey, 'base64'), format: 'der', type: 'pkcs8' });
    const shared = { api, store, rules, clock, log, stream, central };
    const centralKey = centralKeyOf(enrolment.centralPublicKey);
    this.#line = { api, stream, centralKey };
    const onUpgrade = (needed: boolean) => {
      this.#upgrade = needed;
    };
    const push = new Push({ ...shared, key, centralKey, build: VERSION, onUpgrade });
    const numbers = new Numbers(shared);
    const trust = { ...shared, centralKey };
    const pull = {
      ...shared,
      centralKey,
      isDown: () => this.#down,
      onItems: () => this.wake(),
      onDiverged: (entries: readonly string[]) => log.error('central applied what this build refuses', { entries }),
    };
    const pushLane = this.#lane('push', (signal) => push.step(signal));
    const mustWait = () => pushLane.fault === undefined && hasUnsent(store, stream);
    const blobs = new BlobLane({ ...shared, mustWait });
    const blobLane = this.#lane('blobs', (signal) => blobs.step(signal));
    const ownFirst = () => mustWait() || (blobLane.fault === undefined && blobs.hasWork);
    const photos = new MatesPhotos({ ...shared, mustWait: ownFirst });
    this.#photos = photos;
    return [
      pushLane,
      this.#lane('pull', (signal) => pullStep(pull, signal)),
      this.#lane('numbers', (signal) => numbers.step(signal)),
      this.#lane('trust', (signal) => trustStep(trust, signal)),
      blobLane,
      this.#lane('photos', (signal) => photos.step(signal), PHOTOS_IDLE_MS),
    ];
  }

  #lane(name: string, step: (signal: AbortSignal) => Promise<StepResult>, idleMs = IDLE_MS): Lane {
    return new Lane({
      name,
      step,
      timers: this.#timers,
      idleMs,
      onSuccess: (lane) => this.#succeeded(lane),
      onFault: (lane, fault) => this.#failed(lane, fault),
    });
  }

  /** Central answered: when it did not before, every lane tries at once. */
  #heard(): void {
    if (!this.#down) return;
    this.#down = false;
    this.#parts.log.info('link up');
    for (const lane of this.#lanes) if (lane.fault !== undefined) lane.hurry();
  }

  #succeeded(lane: Lane): void {
    const next = lane.name === 'push' ? 'blobs' : lane.name === 'blobs' ? 'photos' : undefined;
    for (const other of this.#lanes) if (other.name === next) other.wake();
    this.#parts.changed();
  }

  #failed(lane: Lane, fault: Fault): void {
    if (meansLinkDown(fault.code)) this.#down = true;
    this.#parts.log.warn('replay', { lane: lane.name, code: fault.code });
    this.#parts.changed();
  }
}
