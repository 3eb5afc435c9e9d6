import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { UPLOADS_PATH } from '../../../src-shared/contract/central/blobs.ts';
import { openCentral } from '../central-database.ts';
import type { CentralProcess } from '../central-process.ts';
import type { CounterProcess } from '../counter-process.ts';
import { enrolWaiting } from '../stampede/enrol-waiting.ts';
import { waitingCounter, type WaitingCounter } from '../stampede/waiting-counter.ts';

interface Attacked {
  readonly central: CentralProcess;
  readonly databaseUrl: string;
  /** Works on while central is attacked. */
  readonly counter: CounterProcess;
  readonly halfOpen: number;
}

interface Shot {
  readonly name: string;
  readonly path: string;
  readonly init: RequestInit;
  /** What a correct central may answer. */
  readonly allowed: readonly number[];
}

/** Memory central may gain by all of it, MB. */
const MOST_GROWTH_MB = 400;
const ANSWER_MS = 20_000;

/** Everything a counter with a key, and anybody without one, can throw at central; a good counter works meanwhile. */
export async function attackCentral({ central, databaseUrl, counter, halfOpen }: Attacked) {
  const [mallory, victim] = [
    waitingCounter(9_001, { centre: 'ZZA', entries: 40 }),
    waitingCounter(9_002, { centre: 'ZZB', entries: 40 }),
  ];
  await openCentral(databaseUrl, ({ db }) => enrolWaiting(db, [mallory, victim]));
  const broken: string[] = [];
  const before = residentMb(central.pid);
  const sockets = await halfOpenLines(new URL(central.url), halfOpen);
  const shots = shotsOf(mallory, victim);
  const rounds = counter.last.rounds ?? 0;
  counter.tell('work');
  let errors = 0;
  for (const shot of shots) {
    const status = await fire(central.url, shot);
    if (status >= 500) errors += 1;
    if (!shot.allowed.includes(status)) broken.push(`${shot.name}: answered ${status}`);
  }
  await counter
    .until((each) => (each.last.rounds ?? 0) > rounds && each.quiet, 60_000)
    .catch((error: unknown) => {
      broken.push(`the good counter waits: ${String(error).slice(0, 300)}`);
    });
  const health = await fetch(`${central.url}/healthz`, { signal: AbortSignal.timeout(ANSWER_MS) });
  if (!health.ok) broken.push(`central is not well: ${health.status}`);
  for (const socket of sockets) socket.destroy();
  const taken = await openCentral(databaseUrl, async ({ pool }) => {
    const { rows } = await pool.query<{ n: number }>("select count(*) as n from entry where stream like 'ZZ%'");
    return rows[0]?.n ?? 0;
  });
  if (taken > 0) broken.push(`${taken} entries of an attack were taken`);
  const grown = residentMb(central.pid) - before;
  if (grown > MOST_GROWTH_MB) broken.push(`central grew by ${grown} MB`);
  return {
    count: shots.length,
    broken,
    figures: { half_open: sockets.length, errors_5xx: errors, central_grew_mb: grown },
  };
}

function shotsOf(mallory: WaitingCounter, victim: WaitingCounter): Shot[] {
  const zstd = (body: string | Uint8Array) => new Uint8Array(zstdCompressSync(body));
  const key = { authorization: `Bearer ${mallory.apiKey}` };
  const batch = (name: string, body: Uint8Array<ArrayBuffer>, allowed = [400, 409, 413, 422]): Shot => ({
    name,
    path: `/v1/streams/${mallory.stream}/batch`,
    init: { method: 'POST', headers: { ...key, 'content-type': 'application/zstd' }, body },
    allowed,
  });
  const [first, second] = mallory.batches;
  const [others] = victim.batches;
  if (first === undefined || second === undefined || others === undefined)
    throw new RangeError('two batches are needed');
  const lines = textOf(first.body).split('\n');
  const swapped = [lines[0]?.replace(/"signature":"..../, '"signature":"AAAA'), ...lines.slice(1)].join('\n');
  const edited = [lines[0], lines[1]?.replace('Jutial', 'Juteal'), ...lines.slice(2)].join('\n');
  const headed = (line: string) => [lines[0], line].join('\n');
  const forbidden = [401, 403, 404];
  const other = `/v1/streams/${victim.stream}`;
  const bad = [400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 426, 431];
  const upload = (name: string, headers: Record<string, string>, more: Partial<Shot> = {}): Shot => ({
    name,
    path: UPLOADS_PATH,
    init: { method: 'POST', headers: { ...key, 'tus-resumable': '1.0.0', ...headers } },
    allowed: bad,
    ...more,
  });
  const sha = Buffer.from('ab'.repeat(32)).toString('base64');
  return [
    batch('a signature that does not fit', zstd(swapped)),
    batch('an entry that was edited', zstd(edited)),
    batch("another counter's batch", new Uint8Array(others.body), [400, 403, 409, 422]),
    batch('a batch that leaves out what was before', new Uint8Array(second.body)),
    batch('two megabytes', new Uint8Array(2 * 1024 * 1024).fill(65)),
    // Refused unread: the line may end while the sender still writes.
    batch('half a gigabyte', new Uint8Array(512 * 1024 * 1024), [413, 0]),
    batch('a bomb', zstd(new Uint8Array(512 * 1024 * 1024))),
    batch('no zstd', new Uint8Array(Buffer.from('not at all'))),
    batch('nothing', new Uint8Array(0)),
    batch('a line nested a hundred thousand deep', zstd(headed('['.repeat(100_000)))),
    batch(
      'keys that would change every object',
      zstd(headed('{"__proto__":{"polluted":1},"constructor":{"prototype":{}}}')),
    ),
    batch('numbers beyond all numbers', zstd(headed('{"seq":1e999,"schema":-1e999}'))),
    batch('text that is no text', zstd(new Uint8Array([0xff, 0xfe, 0x0a, 0xff]))),
    {
      name: "another's stream with one's own key",
      path: `${other}/batch`,
      init: {
        method: 'POST',
        headers: { ...key, 'content-type': 'application/zstd' },
        body: new Uint8Array(others.body),
      },
      allowed: forbidden,
    },
    { name: "another's feed", path: `${other}/feed?after=0`, init: { headers: key }, allowed: forbidden },
    {
      name: 'a key that is none',
      path: `/v1/streams/${mallory.stream}/feed?after=0`,
      init: { headers: { authorization: 'Bearer x' } },
      allowed: [401],
    },
    { name: 'no key', path: `/v1/streams/${mallory.stream}/feed?after=0`, init: {}, allowed: [401] },
    {
      name: 'a way out of the folder',
      path: `${UPLOADS_PATH}/..%2f..%2f..%2fetc%2fpasswd`,
      init: { method: 'HEAD', headers: { ...key, 'tus-resumable': '1.0.0' } },
      allowed: bad,
    },
    { name: 'a stream that is a path', path: '/v1/streams/..%2f..%2fadmin/feed', init: { headers: key }, allowed: bad },
    { name: 'a nul in the path', path: '/v1/blobs/%00/bytes', init: { headers: key }, allowed: bad },
    upload('an upload of a terabyte', { 'upload-length': String(2 ** 40), 'upload-metadata': `sha256 ${sha}` }),
    upload('an upload of less than nothing', { 'upload-length': '-5', 'upload-metadata': `sha256 ${sha}` }),
    upload('an upload without a hash', { 'upload-length': '100' }),
    upload('an upload with a path for a hash', {
      'upload-length': '100',
      'upload-metadata': `sha256 ${Buffer.from('../../etc/passwd').toString('base64')}`,
    }),
    upload('an upload without a key', {
      authorization: '',
      'upload-length': '100',
      'upload-metadata': `sha256 ${sha}`,
    }),
    ...Array.from({ length: 20 }, (_, index) =>
      upload(
        `an upload that is never finished (${index})`,
        {
          'upload-length': String(8 * 1024 * 1024),
          'upload-metadata': `sha256 ${Buffer.from(index.toString(16).padStart(64, '0')).toString('base64')}`,
        },
        { allowed: [...bad, 201, 429, 503] },
      ),
    ),
    {
      name: 'a header of sixty kilobytes',
      path: '/healthz',
      init: { headers: { cookie: 'x'.repeat(60_000) } },
      allowed: [...bad, 0],
    },
  ];
}

function textOf(body: Uint8Array): string {
  return zstdDecompressSync(body).toString();
}

/** The status of the answer; 0 when the line was cut, which is an answer too. */
async function fire(url: string, { path, init }: Shot): Promise<number> {
  try {
    const response = await fetch(`${url}${path}`, { ...init, signal: AbortSignal.timeout(ANSWER_MS) });
    await response.arrayBuffer();
    return response.status;
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? -1 : 0;
  }
}

/** Lines that are opened and say half a request, or nothing. */
async function halfOpenLines({ hostname, port }: URL, count: number): Promise<Socket[]> {
  const sockets = Array.from({ length: count }, (_, index) => {
    const socket = connect(Number(port), hostname);
    socket.on('error', () => socket.destroy());
    if (index % 2 === 0) socket.write('POST /v1/enrol HTTP/1.1\r\nhost: central\r\ncontent-le');
    return socket;
  });
  await Promise.all(
    sockets.map((socket) => new Promise<void>((done) => socket.once('connect', done).once('close', () => done()))),
  );
  return sockets;
}

function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}
