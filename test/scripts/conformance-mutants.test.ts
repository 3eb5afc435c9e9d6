import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bench, Check } from '../../scripts/conformance/check.ts';
import { checks, judge, openBench, type Verdict } from '../../scripts/conformance/suite.ts';
import { putCentre, putStaff } from '../../src-central/enrolment/centres.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { CentreCode, StaffId } from '../../src-shared/ids.ts';
import { codeFor, startTestCentral } from '../support/test-central.ts';

/** A central that does one thing wrong: it changes the answers of an honest one behind it. */
interface Mutant {
  readonly what: string;
  /** The check that must find it. */
  readonly caughtBy: string;
  readonly path: RegExp;
  readonly change: (answer: Answer) => Answer;
}

interface Answer {
  readonly status: number;
  readonly body: never;
}

const mutants: readonly Mutant[] = [
  {
    what: 'acknowledges under another head',
    caughtBy: 'acknowledges a batch with its own signature under the head',
    path: /\/batch$/,
    change: ({ status, body }) => ({
      status,
      body: edit(body, { headCountersignature: Buffer.alloc(64).toString('base64') }),
    }),
  },
  {
    what: 'acknowledges less than it received',
    caughtBy: 'takes a batch that comes twice, or overlaps, as a duplicate',
    path: /\/batch$/,
    change: ({ status, body }) => ({
      status,
      body: status === 200 ? edit(body, { ackSeq: (body as { ackSeq: number }).ackSeq - 1 }) : body,
    }),
  },
  {
    what: 'says of a gap that the batch was malformed',
    caughtBy: 'refuses a gap and says what it has',
    path: /\/batch$/,
    change: ({ status, body }) => (status === 409 ? { status: 400, body } : { status, body }),
  },
  {
    what: 'prints an entry again instead of handing it on verbatim',
    caughtBy: 'brings a centre mate’s applied entry, verbatim',
    path: /\/feed$/,
    change: onItems((items) =>
      items.map((item) => ('entry' in item ? { ...item, entry: edit(item.entry as never, { boot: 7 }) } : item)),
    ),
  },
  {
    what: 'gives every receipt twice',
    caughtBy: 'takes a batch that comes twice, or overlaps, as a duplicate',
    path: /\/feed$/,
    change: onItems((items) => items.flatMap((item) => [item, item])),
  },
  {
    what: 'sends the feed backwards',
    caughtBy: 'comes in rising change numbers, the same each time it is read',
    path: /\/feed$/,
    change: onItems((items) => items.toReversed()),
  },
  {
    what: 'calls every exception applied',
    caughtBy: 'one that the rules refuse is an exception with a code, and stops nothing',
    path: /\/feed$/,
    change: onItems((items) =>
      items.map((item) =>
        'receipt' in item ? { ...item, receipt: edit(item.receipt as never, { status: 'applied' }) } : item,
      ),
    ),
  },
  {
    what: 'leaves out what it said of a key',
    caughtBy: 'statements only grow, and the directory counts and chains them',
    path: /\/trust$/,
    change: ({ status, body }) => {
      const { statements } = body as { statements: readonly string[] };
      return { status, body: edit(body, { statements: statements.toSpliced(2, 1) }) };
    },
  },
  {
    what: 'vouches for another root',
    caughtBy: 'every key stands under the root that central vouches for',
    path: /\/trust$/,
    change: ({ status, body }) => ({
      status,
      body: edit(body, { root: { ...(body as { root: object }).root, kid: '0'.repeat(16) } }),
    }),
  },
  {
    what: 'certifies a key for whoever asks',
    caughtBy: 'a counter’s key is certified under its centre’s, once, and nobody else’s',
    path: /\/certificates$/,
    change: ({ status, body }) => (status === 403 ? { status: 200, body } : { status, body }),
  },
  {
    what: 'says of every blob that it is there',
    caughtBy: 'bytes of another hash do not become the blob',
    path: /\/v1\/blobs\/[0-9a-f]{64}$/,
    change: ({ status, body }) => ({ status, body: edit(body, { present: true }) }),
  },
];

let running: RunningCentral;
beforeAll(async () => {
  running = await startTestCentral();
  const { db } = running.central;
  const centre = CentreCode.parse('SKD');
  await putCentre(db, { code: centre, nameEn: 'Skardu', nameUr: 'سکردو' }, new Date());
  const operator = { id: StaffId.parse('operator-9'), nameEn: 'Operator 9', nameUr: 'آپریٹر 9', pin: '111111' };
  await putStaff(db, [{ centre, ...operator, role: 'operator', active: true }], new Date());
}, 60_000);
afterAll(() => running.stop());

/** Changes nothing: shows that the suite’s verdicts come from the mutants and not from standing before central. */
const unchanged: Mutant = { what: '', caughtBy: '', path: /^$/, change: (answer) => answer };

it('an honest central passes behind the same server', { timeout: 60_000 }, async () => {
  const front = await standBefore(running.url, unchanged);
  const codes = [codeFor(running, 921), codeFor(running, 922), codeFor(running, 921, 'SKD')];
  const bench = await openBench(front.url, await Promise.all(codes));
  try {
    const verdicts = await verdictsOf(bench, checks);
    expect(verdicts.flatMap(({ check, wrong }) => (wrong === undefined ? [] : [check.name, wrong]))).toEqual([]);
  } finally {
    await front.stop();
  }
});

describe('the suite finds a central that', () => {
  it.each(mutants)('$what', { timeout: 60_000 }, async (mutant) => {
    const check = checks.find(({ name }) => name === mutant.caughtBy);
    expect(check, mutant.caughtBy).toBeDefined();
    const front = await standBefore(running.url, mutant);
    const counters = [911, 912, 911].map((counter, index) => codeFor(running, counter, index < 2 ? 'GLT' : 'SKD'));
    const bench = await openBench(front.url, await Promise.all(counters));
    try {
      const verdicts = await verdictsOf(bench, check === undefined ? [] : [check]);
      expect(verdicts.map(({ wrong }) => wrong)).toEqual([expect.any(String)]);
    } finally {
      await front.stop();
    }
  });
});

async function verdictsOf(bench: Bench, list: readonly Check[]): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  for await (const verdict of judge(bench, list)) verdicts.push(verdict);
  return verdicts;
}

async function standBefore(central: string, { path, change }: Mutant): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    void (async () => {
      const { method = 'GET', url = '/', headers } = request;
      const kept = ['authorization', 'content-type'].flatMap((name): [string, string][] => {
        const value = headers[name];
        return typeof value === 'string' ? [[name, value]] : [];
      });
      const tus = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
        /^(tus-|upload-|range$)/.test(name) && typeof value === 'string' ? [[name, value]] : [],
      );
      const body = method === 'GET' || method === 'HEAD' ? null : new Uint8Array(await buffer(request));
      const honest = await fetch(new URL(url, central), {
        method,
        headers: [...kept, ...tus],
        body,
        redirect: 'manual',
      });
      const answered = Buffer.from(await honest.arrayBuffer());
      const isJson = honest.headers.get('content-type')?.startsWith('application/json') === true;
      const mine = isJson && path.test(new URL(url, central).pathname);
      const { status, body: changed } = mine
        ? change({ status: honest.status, body: JSON.parse(answered.toString('utf8')) as never })
        : { status: honest.status, body: undefined };
      const left = [...honest.headers].filter(([name]) => !/^(content-length|connection|keep-alive|date)$/.test(name));
      response
        .writeHead(status, Object.fromEntries(left))
        .end(changed === undefined ? answered : JSON.stringify(changed));
    })();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

function edit(body: object, change: object): never {
  return { ...body, ...change } as never;
}

function onItems(change: (items: readonly object[]) => readonly object[]): Mutant['change'] {
  return ({ status, body }) => {
    const { items } = body as { items?: readonly object[] };
    return { status, body: items === undefined ? body : edit(body, { items: change(items) }) };
  };
}
