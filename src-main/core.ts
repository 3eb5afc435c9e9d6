import { randomInt } from 'node:crypto';
import { statfsSync } from 'node:fs';
import type { Catalogues } from '../src-shared/catalogue/catalogue.ts';
import { sampleCatalogues } from '../src-shared/catalogue/sample-catalogues.ts';
import type { Chance } from '../src-shared/catalogue/question-paper.ts';
import type { Counter, PaperPort, PrintQueues } from './counter.ts';
import type { CameraPort } from './devices/camera/camera-port.ts';
import type { PrinterPort } from './devices/printer/printer-port.ts';
import type { UsbBus } from './devices/usb/usb-device.ts';
import type { UsbDiary } from './devices/usb/usb-diary.ts';
import { entryIds } from './entry-ids.ts';
import { PrintDesk } from './features/cards/print-desk.ts';
import { chooseQueue } from './features/devices/choose.ts';
import { CaseClaims } from './features/claims/case-claims.ts';
import { setUpCamera } from './features/devices/camera-set-up.ts';
import { identityOf } from './features/devices/device-in-use.ts';
import { GreyCardDesk } from './features/devices/grey-card-desk.ts';
import { readLogEnd } from './features/devices/log-end.ts';
import { Identity } from './features/enrolment/identity.ts';
import { joinCentre, renewEnrolment } from './features/enrolment/join-centre.ts';
import type { CallContext } from './features/handlers.ts';
import { PracticeControls, type PracticeParts } from './features/practice/practice-controls.ts';
import { Session } from './features/session/session.ts';
import { QuestionBanks, shippedBanks } from './features/sign-test/question-banks.ts';
import { SignTestDesk } from './features/sign-test/sign-test-desk.ts';
import { CardWatch } from './features/stock/card-watch.ts';
import { StatusBoard } from './features/status/status-board.ts';
import { PhotoDesk } from './features/studio/photo-desk.ts';
import { CodeReader } from './features/verify/code-reader.ts';
import { fieldPolicy, type FieldPolicy } from './policy/field-policy.ts';
import type { Clock, Ids, Log } from './ports.ts';
import { ReplayLane } from './replay/replay-lane.ts';
import { realTimers } from './replay/timers.ts';
import { PeopleSearch } from './search/people-search.ts';
import { SearchSource } from './search/search-source.ts';
import { sourceWorker } from './search/worker-program.ts';
import { Journal } from './store/journal.ts';
import type { KeyGuard } from './store/keys/key-guard.ts';
import { learnPublished } from './store/published-rules.ts';
import { openStore, type OpenedStore } from './store/open-store.ts';
import { Ballast } from './store/upkeep/ballast.ts';
import { withRelief } from './store/upkeep/relief.ts';
import { Upkeep } from './store/upkeep/upkeep.ts';

/** What a host gives the core; everything else it brings itself. */
export interface CorePorts {
  /** Owner-only folder of this counter: store, keys, logs. */
  readonly dataDir: string;
  readonly guard: KeyGuard;
  readonly camera: CameraPort;
  readonly printer: PrinterPort;
  /** Where both of them are plugged in. */
  readonly bus: UsbBus;
  readonly queues: PrintQueues;
  /** What went on on the bus lately, for diagnostics. */
  readonly diary: UsbDiary;
  readonly papers: PaperPort;
  readonly log: Log;
  /** How central is reached; practice puts its switch in between. */
  readonly fetch: typeof fetch;
  /** The search worker's program, where it is not the source file. */
  readonly searchWorker?: URL;
  /** The same of the thread that finds codes in pictures. */
  readonly codeWorker?: URL;
  readonly clock?: Clock;
  /** Milliseconds that never jump, for idle time. */
  readonly monotonic?: () => number;
  readonly ids?: Ids;
  /** Folder of the question banks, where it is not the one shipped. */
  readonly questionBanks?: string;
  /** Draws the papers of sign tests; the system's own randomness unless told otherwise. */
  readonly chance?: Chance;
  /** How much may wait and what is kept; the one in force unless told otherwise. */
  readonly policy?: FieldPolicy;
  /** Versions of the rules known from the start; those shipped unless told otherwise. */
  readonly rules?: Catalogues;
  readonly practice?: PracticeParts & { readonly pins: Readonly<Record<string, string>> };
}

/** A running counter without a screen: hosts serve `router` with `context` over their transport. */
export interface Core {
  readonly counter: Counter;
  readonly context: CallContext;
  stop(): Promise<void>;
}

/** Composition root: opens the store, starts replay and the status board. Errors: `store.*`. */
export async function startCore(ports: CorePorts): Promise<Core> {
  const { log, camera, printer, papers } = ports;
  const clock = ports.clock ?? { now: () => Date.now() };
  const ids = ports.ids ?? entryIds(clock);
  // Practice has no work to save from a full disk, and holds no room back on it.
  const usual = ports.practice === undefined ? fieldPolicy : { ...fieldPolicy, ballastBytes: 0 };
  const policy = ports.policy ?? usual;
  const monotonic = ports.monotonic ?? (() => performance.now());
  const relief = { ballast: new Ballast(ports.dataDir, policy.ballastBytes), log };
  const { opened, identity } = await withRelief(relief, () => openIdentity(ports));
  const { store } = opened;
  const rules = ports.rules ?? sampleCatalogues();
  learnPublished(store, rules);
  const journal = new Journal({ store, rules, clock, ids });
  const session = new Session({
    store,
    clock,
    monotonic,
    practicePins: ports.practice?.pins ?? {},
  });
  const status = new StatusBoard({ counter: () => counter, freeBytes: () => upkeep.room, policy });
  const upkeep = new Upkeep({
    dataDir: ports.dataDir,
    store,
    journal,
    rules,
    clock,
    log,
    policy,
    freeBytes: () => freeBytes(ports.dataDir),
    stream: () => identity.enrolment?.stream,
    changed: () => status.refresh(),
  });
  const replay = new ReplayLane({
    store,
    identity,
    rules,
    clock,
    log,
    fetch: ports.fetch,
    changed: () => status.refresh(),
  });
  const search = new PeopleSearch({
    source: new SearchSource(store, () => identity.enrolment?.stream.slice(0, 3)),
    place: opened.searchPlace,
    program: ports.searchWorker ?? sourceWorker,
    log,
    freeBytes: () => freeBytes(ports.dataDir),
    monotonic,
  });
  const prints = new PrintDesk();
  const cards = new CardWatch(() => counter);
  const counter: Counter = {
    store,
    journal,
    rules,
    clock,
    ids,
    log,
    identity,
    session,
    status,
    search,
    camera,
    printer,
    bus: ports.bus,
    queues: ports.queues,
    diary: ports.diary,
    logEnd: () => readLogEnd(ports.dataDir),
    claims: new CaseClaims({ counter: () => counter, monotonic, timers: realTimers }),
    photos: new PhotoDesk(camera),
    prints,
    cards,
    greyCards: new GreyCardDesk(),
    banks: new QuestionBanks({ folder: ports.questionBanks ?? shippedBanks(), log }),
    signTests: new SignTestDesk({
      counter: () => counter,
      monotonic,
      timers: realTimers,
      chance: ports.chance ?? ((below) => randomInt(below)),
    }),
    codes: new CodeReader(ports.codeWorker),
    papers,
    replay,
    practice: ports.practice === undefined ? undefined : new PracticeControls(ports.practice),
    enrol: async (invitation) => {
      await joinCentre({ identity, escrow: (publicKey) => opened.escrow(publicKey), fetch: ports.fetch }, invitation);
      replay.start();
    },
    renew: async (invitation) => {
      await replay.stop();
      try {
        const escrow = (publicKey: string) => opened.escrow(publicKey);
        return await renewEnrolment({ identity, escrow, fetch: ports.fetch }, invitation);
      } finally {
        replay.start();
      }
    },
  };
  const stopListening = [
    camera.onState(() => status.refresh()),
    camera.onConnect(async (connected) => {
      await setUpCamera(counter, identityOf('camera', connected.model, connected.serialNumber), connected);
    }),
    printer.onState(() => {
      cards.heard();
      status.refresh();
    }),
  ];
  await withRelief(relief, () => upkeep.start());
  await chooseQueue(counter);
  status.start();
  search.start();
  if (identity.enrolment !== undefined) replay.start();
  log.info('core started', { enrolled: identity.enrolment !== undefined });
  return {
    counter,
    context: { counter },
    stop: async () => {
      for (const stop of stopListening) stop();
      status.stop();
      counter.claims.stop();
      counter.signTests.stop();
      await prints.settled();
      await Promise.all([replay.stop(), search.stop(), counter.codes.stop()]);
      await Promise.all([camera.close(), printer.close(), papers.stop()]);
      await upkeep.stop();
      store.close();
    },
  };
}

/** The store, and which counter it is: the first write of a start is its number. */
async function openIdentity({
  dataDir,
  guard,
}: Pick<CorePorts, 'dataDir' | 'guard'>): Promise<{ opened: OpenedStore; identity: Identity }> {
  const opened = await openStore({ dataDir, guard });
  try {
    return { opened, identity: new Identity(opened.store) };
  } catch (error) {
    opened.store.close();
    throw error;
  }
}

function freeBytes(dir: string): number {
  const { bavail, bsize } = statfsSync(dir);
  return bavail * bsize;
}
