import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCentral, type RunningCentral } from '../../src-central/server.ts';
import { centralContract } from '../../src-shared/contract/central.ts';
import { centralStatus } from '../../src-shared/contract/central/faults.ts';
import { isErrorCode } from '../../src-shared/errors.ts';
import { entriesBySubject } from '../../src-shared/ledger/entry-types.ts';
import { startTestCentral } from '../support/test-central.ts';
import { enrolTestCounter, newPerson, type TestCounter } from '../support/test-counter.ts';

let running: RunningCentral;
let counter: TestCounter;
beforeAll(async () => {
  running = await startTestCentral();
  counter = await enrolTestCounter(running, 1);
});
afterAll(() => running.stop());

interface Operation {
  readonly summary?: string;
  readonly responses: Record<string, unknown>;
  readonly security?: readonly object[];
  readonly parameters?: readonly { name: string; in: string }[];
}
type Document = {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { securitySchemes: Record<string, object>; schemas?: Record<string, object> };
  security: readonly object[];
};

describe('/openapi.json', () => {
  let document: Document;
  beforeAll(async () => {
    document = (await (await fetch(`${running.url}/openapi.json`)).json()) as Document;
  });

  it('is a complete OpenAPI 3.1 document', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    const operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
    );
    for (const { path, method, operation } of operations) {
      expect(operation.summary, `${method} ${path}`).toBeTruthy();
      expect(Object.keys(operation.responses).length, `${method} ${path}`).toBeGreaterThan(0);
      const named = (operation.parameters ?? []).flatMap((each) => (each.in === 'path' ? [each.name] : []));
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
      expect(named.toSorted(), path).toEqual(inPath.toSorted());
    }
    expect(document.security).toEqual([{ key: [] }]);
    expect(document.components.securitySchemes).toHaveProperty('key');
  });

  it('has the body of every entry type', () => {
    const types = Object.values(entriesBySubject).flatMap((bodies) => Object.keys(bodies));
    const schemas = document.components.schemas ?? {};
    expect(Object.keys(schemas)).toEqual(expect.arrayContaining(types.map((type) => `entry.${type}`)));
    expect(schemas['entry.card.ended']).toMatchObject({ type: 'object', required: ['jobId', 'outcome', 'reason'] });
  });

  it('refers to nothing that is not in it', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1]!);
    for (const reference of references) {
      const found = reference
        .split('/')
        .reduce<unknown>((node, key) => (node as Record<string, unknown>)?.[key], document);
      expect(found, reference).toBeDefined();
    }
  });

  it('has every procedure of the contract with its errors, uploads and operations too', () => {
    for (const procedure of Object.values(centralContract)) {
      const { route, errorMap } = procedure['~orpc'];
      const operation = document.paths[route.path!]?.[route.method!.toLowerCase()];
      expect(operation, route.path).toBeDefined();
      for (const code of Object.keys(errorMap)) {
        expect(operation!.responses, `${route.path} ${code}`).toHaveProperty(
          String(centralStatus[code as keyof typeof centralStatus]),
        );
      }
    }
    for (const path of ['/v1/uploads', '/v1/uploads/{upload}', '/healthz', '/metrics']) {
      expect(document.paths).toHaveProperty([path]);
    }
    expect(document.paths['/v1/enrol']!['post']!.security).toEqual([]);
  });
});

describe('/metrics and /healthz', () => {
  it('tell what came in, what became of it and who was in contact', async () => {
    const good = counter.write(newPerson().draft);
    const bad = counter.write({ ...newPerson().draft, body: '{}' });
    await counter.push([good, bad]);
    // The exception's case is an entry of central's own, settled in a round after.
    await counter.feedUntil((items) => items.some((item) => item.kind === 'entry'));
    const text = await (await fetch(`${running.url}/metrics`)).text();
    expect(text).toMatch(/^parwana_entries_received_total 2$/m);
    expect(text).toMatch(/^parwana_entries_settled_total\{status="applied"\} 2$/m);
    expect(text).toMatch(/^parwana_open_entries\{status="exception",code="ledger.badBody"\} 1$/m);
    expect(text).toMatch(/^parwana_backlog_entries 0$/m);
    expect(text).toMatch(/^parwana_streams 1$/m);
    expect(text).toMatch(/^parwana_last_contact_seconds\{stream="GLT-1-1"\} \d+/m);
    expect(text).toMatch(/^parwana_batch_seconds_count 1$/m);
    expect(text).toMatch(/^parwana_pool_connections \d+$/m);
  });

  it('say that central does not work when its database does not answer', async () => {
    const alone = await startTestCentral();
    await alone.central.pool.end();
    const answer = await fetch(`${alone.url}/healthz`);
    expect([answer.status, await answer.json()]).toMatchObject([503, { status: 'failing', database: false }]);
    await alone.central.bell.stop();
    await alone.central.settler.stop();
  });
});

describe('the API', () => {
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${running.url}${path}`, { ...init, headers: { ...counter.headers, ...(init.headers as object) } });

  it('answers every wrong request with a code of the closed list', async () => {
    const json = { 'content-type': 'application/json' };
    const requests: [string, RequestInit, number][] = [
      ['/v1/nothing', {}, 404],
      ['/v1/streams/nonsense/feed?after=0', {}, 403],
      ['/v1/streams/GLT-1-1/feed', {}, 400],
      ['/v1/streams/%E0%A4%A/feed?after=0', {}, 403],
      ['/v1/streams/GLT-1-1/leases', { method: 'POST', headers: json, body: '{"remaining":-1}' }, 400],
      ['/v1/streams/GLT-1-1/leases', { method: 'POST', headers: json, body: '{"remaining"' }, 400],
      ['/v1/streams/GLT-1-1/leases', { method: 'POST', headers: { 'content-type': 'text/html' }, body: 'x' }, 400],
      ['/v1/streams/GLT-1-1/leases', { method: 'POST', headers: json, body: `"${'x'.repeat(200_000)}"` }, 413],
      ['/v1/streams/GLT-1-1/hello', { method: 'POST', headers: json, body: '{"extra":1}' }, 400],
      ['/v1/blobs/short', {}, 400],
      ['/v1/blobs/missing', { method: 'POST', headers: json, body: '{"sha256":[]}' }, 400],
    ];
    for (const [path, init, status] of requests) {
      const answer = await ask(path, init);
      const body = (await answer.json()) as { code: unknown };
      expect(isErrorCode(body.code), `${path} ${JSON.stringify(body)}`).toBe(true);
      expect([path, answer.status >= 400 && answer.status < 500, answer.status]).toEqual([path, true, status]);
    }
  });

  it('is not served in clear to other machines', async () => {
    const options = { host: '0.0.0.0', databaseUrl: 'postgres://nobody@127.0.0.1:1/none', secret: 'x'.repeat(40) };
    await expect(startCentral(options)).rejects.toMatchObject({ code: 'central.insecure' });
  });

  it('lets who waits go at once when central stops', async () => {
    const short = await startTestCentral();
    const waiter = await enrolTestCounter(short, 1);
    const { next } = await waiter.feed();
    const waiting = waiter.feed({ after: next, wait: 20 }).catch(() => undefined);
    await waiter.feed();
    const asked = performance.now();
    await short.stop();
    await waiting;
    expect(performance.now() - asked).toBeLessThan(5_000);
  });
});
