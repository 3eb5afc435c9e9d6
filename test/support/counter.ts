import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { hash } from '@node-rs/argon2';
import { v7 } from 'uuid';
import type { Core, CorePorts } from '../../src-main/core.ts';
import { prepareFonts } from '../../src-main/features/cards/card-fonts.ts';
import { newSigningKey } from '../../src-main/features/enrolment/identity.ts';
import type { PracticeDeviceOptions } from '../../src-main/hosts/devices.ts';
import type { PracticeParts } from '../../src-main/features/practice/practice-controls.ts';
import { fieldPolicy, type FieldPolicy } from '../../src-main/policy/field-policy.ts';
import type { Catalogues } from '../../src-shared/catalogue/catalogue.ts';
import { firstCatalogues } from '../../src-shared/catalogue/sample-catalogues.ts';
import { hashEntry, genesisHash } from '../../src-shared/ledger/chain.ts';
import type { CounterClient } from '../../src-shared/contract/counter.ts';
import type { Entry, EntryHeader } from '../../src-shared/ledger/entry.ts';
import { leaseSubject } from '../../src-shared/ledger/subjects.ts';
import type { RuleBooks } from '../../src-shared/catalogue/rule-book.ts';
import { dayOf } from '../../src-shared/licensing/calendar.ts';
import { CentreCode, EntryId, type Day, type StaffId, type StreamId } from '../../src-shared/ids.ts';

export const STREAM = 'GLT-1-1' as StreamId;
export const PIN = '246810';

/** People of the test centre: two operators, one technician, two supervisors. */
export const staff = [
  ['operator-1', 'operator'],
  ['operator-2', 'operator'],
  ['technician-1', 'technician'],
  ['supervisor-1', 'supervisor'],
  ['supervisor-2', 'supervisor'],
] as const;

/** What a test decides instead of the host; everything else is as at a practice counter. */
export interface TestCounterOptions {
  readonly enrolled?: boolean;
  readonly now?: () => number;
  readonly monotonic?: () => number;
  readonly ids?: CorePorts['ids'];
  readonly chance?: CorePorts['chance'];
  /** False for a counter without the trainer's panel; its devices stay simulated. */
  readonly practice?: boolean;
  readonly dataDir?: string;
  /** How far the practice printer prints beside the card's place. */
  readonly misaligned?: PracticeDeviceOptions['misaligned'];
  /** Limits of what may wait, and what is kept; without a ballast, for tests start many counters. */
  readonly policy?: Partial<FieldPolicy>;
  /** Those under which a new licence rests on papers alone, unless told otherwise. */
  readonly rules?: Catalogues;
  /** Where central is said to be; by default where nobody answers. */
  readonly centralUrl?: string;
}

export interface TestCounter {
  readonly dataDir: string;
  readonly core: Core;
  readonly client: CounterClient;
  readonly practice: Omit<PracticeParts, 'suggestedEnrolment'>;
  signIn(staffId: (typeof staff)[number][0]): Promise<void>;
  /** Stops the core and opens it again on the same folder. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A whole counter in this process: the real core and router on a real SQLite file, practice devices
 * behind the real drivers, enrolled at a central that nobody answers for, with staff and a lease of
 * twenty numbers as the feed would have brought them.
 */
export async function startTestCounter(options: TestCounterOptions = {}): Promise<TestCounter> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'counter-'));
  await prepareFonts(join(dataDir, 'cache'));
  let opened = await open(dataDir, options);
  if (options.enrolled !== false && opened.core.counter.identity.enrolment === undefined) {
    await enrol(opened.core, options.centralUrl);
  }
  return {
    dataDir,
    get core() {
      return opened.core;
    },
    get client() {
      return opened.client;
    },
    get practice() {
      return opened.practice;
    },
    signIn: async (staffId) => {
      await opened.client.session.signIn({ staffId, pin: PIN });
    },
    restart: async () => {
      await opened.core.stop();
      opened = await open(dataDir, options);
    },
    stop: async () => {
      await opened.core.stop();
      removeCounter(dataDir);
    },
  };
}

/** Removes a counter's folder and the key beside it. */
export function removeCounter(dataDir: string): void {
  for (const folder of [dataDir, `${dataDir}.keys`]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function open(dataDir: string, options: TestCounterOptions) {
  // After the fonts are named: these load the drawing library.
  const { startCore } = await import('../../src-main/core.ts');
  const { openPracticeDevices } = await import('../../src-main/hosts/devices.ts');
  const { openLog } = await import('../../src-main/hosts/log.ts');
  const { router } = await import('../../src-main/router.ts');
  const { keyFileGuard, keyFileOf } = await import('../../src-main/store/keys/key-file-guard.ts');
  const { ChromiumPaper } = await import('../../src-main/hosts/loopback/chromium-paper.ts');
  const { now, monotonic, ids, misaligned, rules = firstCatalogues() } = options;
  const { camera, printer, bus, queues, diary, practice } = openPracticeDevices(
    dataDir,
    misaligned === undefined ? {} : { misaligned },
  );
  const core = await startCore({
    dataDir,
    guard: keyFileGuard(keyFileOf(dataDir)),
    camera,
    printer,
    bus,
    queues,
    diary,
    // Few tests want a paper after a fee.
    papers: new ChromiumPaper({ waitLimit: 0 }),
    log: openLog(dataDir),
    fetch: practice!.link.fetch,
    policy: { ...fieldPolicy, ballastBytes: 0, ...options.policy },
    rules,
    ...(now === undefined ? {} : { clock: { now } }),
    ...(monotonic === undefined ? {} : { monotonic }),
    ...(ids === undefined ? {} : { ids }),
    ...(options.chance === undefined ? {} : { chance: options.chance }),
    ...(options.practice === false ? {} : { practice: { ...practice!, suggestedEnrolment: undefined, pins: {} } }),
  });
  const client: CounterClient = createRouterClient(router, { context: core.context });
  return { core, client, practice: practice! };
}

/** Port 9 (discard): nobody answers, the link is down. */
const NOBODY = 'http://127.0.0.1:9';

async function enrol(core: Core, centralUrl = NOBODY): Promise<void> {
  const pinHash = await hash(PIN, { memoryCost: 1024, timeCost: 1 });
  const { counter } = core;
  const { signingKey } = newSigningKey();
  counter.identity.adopt(
    {
      stream: STREAM,
      centralUrl,
      apiKey: 'a'.repeat(43),
      signingKey,
      centralPublicKey: Buffer.alloc(32).toString('base64'),
      certificate: null,
    },
    {
      code: CentreCode.parse('GLT'),
      nameEn: 'Gilgit',
      nameUr: 'گلگت',
      staff: staff.map(([id, role]) => ({ id: id as StaffId, nameEn: id, nameUr: id, role, pinHash, active: true })),
    },
  );
  const { applyFeed } = await import('../../src-main/store/feed.ts');
  const at = new Date(counter.clock.now()).toISOString();
  const items = await Promise.all(
    seriesOf(counter.rules, dayOf(at)).map(async (prefix, index) => {
      return { change: index + 1, at, kind: 'entry' as const, entry: await leaseEntry(prefix, { at, seq: index + 1 }) };
    }),
  );
  applyFeed(counter.store, items, { stream: STREAM, rules: counter.rules });
}

/** The centre's own series, those of the services in force, and a status list where something proves itself. */
function seriesOf(rules: RuleBooks, day: Day): readonly string[] {
  const services = rules.inForce(day)?.services ?? [];
  const proves = services.some((service) => service.proves);
  return [...new Set(['GLT', ...services.flatMap(({ series }) => series ?? []), ...(proves ? ['QAA'] : [])])];
}

/** The entry by which central lends serials 1 to 20 of a series. */
async function leaseEntry(prefix: string, { at, seq }: { at: string; seq: number }): Promise<Entry> {
  const { sha256 } = await import('../../src-main/store/journal.ts');
  const central = 'CEN-0-1' as StreamId;
  const header: EntryHeader = {
    stream: central,
    seq,
    id: EntryId.parse(v7()),
    type: 'lease.granted',
    schema: 1,
    subject: leaseSubject(prefix, 1),
    deps: [],
    actor: 'central' as StaffId,
    role: 'central',
    at,
    boot: 0,
    offsetMs: null,
    blobs: [],
    prevHash: genesisHash(central, sha256),
  };
  const expiresAt = new Date(Date.parse(at) + 180 * 86_400_000).toISOString();
  const body = JSON.stringify({
    prefix,
    from: 1,
    to: 20,
    checkDigit: 'iso7064-mod11-10',
    stream: STREAM,
    expiresAt,
  });
  return { ...header, body, hash: hashEntry(header, body, sha256) };
}
