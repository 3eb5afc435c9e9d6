import type { IncomingMessage, ServerResponse } from 'node:http';
import { OpenAPIHandler } from '@orpc/openapi/node';
import { sql } from 'kysely';
import { Fault } from '../../src-shared/errors.ts';
import { MAX_BATCH_BYTES } from '../../src-shared/contract/central/batch.ts';
import { MAX_BUNDLE_BYTES, UPLOADS_PATH } from '../../src-shared/contract/central/blobs.ts';
import { findCaller } from '../auth/api-key.ts';
import { createUploads } from '../blobs/uploads.ts';
import type { Central } from '../central.ts';
import { createPages } from '../pages/pages.ts';
import type { Lane, Place } from './admission.ts';
import { createApi } from './api.ts';
import { FAILED_SECONDS, toApiError, type ApiError } from './api-error.ts';
import { readBody } from './body.ts';
import { createDownloads, isDownload } from './downloads.ts';
import { openApiDocument } from './openapi.ts';
import { sayWhen, send, sendError, type Handle } from './reply.ts';

/** Sends each request to its room: API, uploads, operations or pages. */
export function createDispatch(central: Central): Handle {
  const api = createApiHandle(central);
  const uploads = createUploads(central);
  const downloads = createDownloads(central);
  const pages = createPages(central);
  const document = openApiDocument();
  return async (request, response) => {
    response.setHeader('x-content-type-options', 'nosniff');
    const path = new URL(request.url ?? '/', 'http://central').pathname;
    if (path === '/healthz') return health(central, response);
    if (path === '/metrics') return send(response, 200, [central.metrics.contentType, await central.metrics.text()]);
    if (path === '/openapi.json') return send(response, 200, ['application/json', JSON.stringify(await document)]);
    if (path === UPLOADS_PATH || path.startsWith(`${UPLOADS_PATH}/`)) return uploads(request, response);
    if (isDownload(path)) return downloads(request, response);
    return path.startsWith('/v1/') ? api(request, response) : pages(request, response);
  };
}

function createApiHandle(central: Central): Handle {
  const handler = new OpenAPIHandler(createApi(central), {
    interceptors: [
      (call) =>
        call.next().catch((thrown: unknown) => {
          const error = toApiError(thrown, central.log);
          call.context.refused?.(error);
          throw error;
        }),
    ],
  });
  return async (request, response) => {
    const { authorization } = request.headers;
    const address = request.socket.remoteAddress ?? '';
    let place: Place | undefined;
    try {
      const lane = laneOf(request);
      const caller = lane && (await findCaller(central.db, authorization, central.now()));
      place = lane && caller && central.admission.enter(lane, caller, bodyBytes(request, lane));
      const body = request.method === 'GET' ? undefined : await readBody(request, lane);
      const refused = (error: ApiError) => sayWhen(response, error);
      const context = { authorization, address, caller, refused };
      const work = () => handler.handle(Object.assign(request, { body }), response, { context });
      const { matched } = await (place === undefined ? work() : place.turn(work));
      if (!matched) throw new Fault('input.unknownProcedure');
    } catch (error) {
      sendError(response, toApiError(error, central.log));
      request.resume();
    } finally {
      place?.leave();
    }
  };
}

const lanes: Readonly<Record<string, Lane>> = { batch: 'batch', bundle: 'blobs', feed: 'poll' };

/** The lane of a request that is admitted before anything of it is read; the others are small and quick. */
function laneOf({ url }: IncomingMessage): Lane | undefined {
  const name = /^\/v1\/streams\/[^/?]+\/(batch|bundle|feed)(\?|$)/.exec(url ?? '')?.[1];
  return name === undefined ? undefined : lanes[name];
}

/** What a body may take in memory; one that does not say its length is taken for the longest. */
function bodyBytes(request: IncomingMessage, lane: Lane): number {
  if (request.method === 'GET') return 0;
  const most = lane === 'blobs' ? MAX_BUNDLE_BYTES : MAX_BATCH_BYTES;
  return Math.min(Number(request.headers['content-length'] ?? most) || most, most);
}

async function health(central: Central, response: ServerResponse): Promise<void> {
  const database = await sql`select 1`.execute(central.db).then(
    () => true,
    () => false,
  );
  const body = JSON.stringify({ status: database ? 'ok' : 'failing', database, time: central.now().toISOString() });
  if (!database) response.setHeader('retry-after', FAILED_SECONDS);
  send(response, database ? 200 : 503, ['application/json', body]);
}
