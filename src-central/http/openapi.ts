import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { z } from 'zod';
import { centralContract } from '../../src-shared/contract/central.ts';
import { BATCH_TYPE } from '../../src-shared/contract/central/batch.ts';
import { BUNDLE_TYPE, CHECKSUM_MISMATCH, UPLOADS_PATH } from '../../src-shared/contract/central/blobs.ts';
import { entriesBySubject } from '../../src-shared/ledger/entry-types.ts';
import { downloadPaths } from './openapi-downloads.ts';

const DESCRIPTION = `The replay protocol between a counter and central. A counter enrols with a one-time code and its Ed25519 key,
then pushes signed batches of its hash-chained journal, pulls receipts and other streams' entries from the feed, asks for
licence numbers, and sends photos by tus. All calls but enrolment need \`Authorization: Bearer <key>\` of the stream they
are about. Errors carry a code of a closed list in \`code\`; branch on status and code, never on text. The bodies of entries are the
schemas named \`entry.TYPE\`; how entries, batches and signatures are made is told in docs/replay.md of the project.`;

let made: Promise<Record<string, unknown>> | undefined;

/** The OpenAPI document of everything a counter may call, uploads included; made once a process. */
export function openApiDocument(): Promise<Record<string, unknown>> {
  made ??= makeDocument();
  return made;
}

async function makeDocument(): Promise<Record<string, unknown>> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(centralContract, {
    info: { title: 'Parwana central', version: '1.0.0', description: DESCRIPTION },
    security: [{ key: [] }],
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'Key given at enrolment' } } },
  });
  const paths: Record<string, Record<string, object>> = { ...document.paths } as never;
  paths['/v1/enrol'] = withOpenSecurity(paths['/v1/enrol']);
  const batch = paths['/v1/streams/{stream}/batch']?.['post'];
  if (batch !== undefined) {
    Object.assign(batch, { requestBody: { required: true, content: { [BATCH_TYPE]: { schema: binary } } } });
  }
  const bundle = paths['/v1/streams/{stream}/bundle']?.['post'];
  if (bundle !== undefined) {
    Object.assign(bundle, { requestBody: { required: true, content: { [BUNDLE_TYPE]: { schema: bundled } } } });
  }
  const components = {
    ...document.components,
    schemas: { ...document.components?.schemas, ...(entrySchemas() as object) },
  };
  return { ...document, components, paths: { ...paths, ...uploadPaths, ...downloadPaths, ...operationsPaths } };
}

/** The body of every entry type, `entry.TYPE`: what the batch's opaque texts hold. */
function entrySchemas(): Record<string, object> {
  const bodies = Object.values(entriesBySubject).flatMap((bodiesOfKind) => Object.entries(bodiesOfKind));
  return Object.fromEntries(
    bodies.map(([type, body]) => [`entry.${type}`, z.toJSONSchema(body as z.ZodType, { io: 'input' })]),
  );
}

const binary = { type: 'string', format: 'binary', description: 'zstd frame of NDJSON: the header line, then entries' };

const bundled = {
  type: 'string',
  format: 'binary',
  description: 'One line of JSON, `[{"sha256": …, "size": …}, …]`, then the bytes of these blobs in this order',
};

function withOpenSecurity(path: Record<string, object> | undefined): Record<string, object> {
  return Object.fromEntries(Object.entries(path ?? {}).map(([method, item]) => [method, { ...item, security: [] }]));
}

const tus = { name: 'Tus-Resumable', in: 'header', required: true, schema: { const: '1.0.0' } };
const upload = { name: 'upload', in: 'path', required: true, schema: { type: 'string' } };
const header = (name: string, description: string) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
});

const uploadPaths = {
  [UPLOADS_PATH]: {
    post: {
      tags: ['blobs'],
      summary: 'Begin a tus 1.0 upload; the body may hold its first bytes',
      parameters: [tus, header('Upload-Length', 'Bytes of the blob'), header('Upload-Metadata', '`sha256` in base64')],
      responses: {
        201: { description: 'Begun; see Location' },
        400: { description: 'No sha256 or no length' },
        401: { description: 'No or unknown key' },
        413: { description: 'Too large' },
        [CHECKSUM_MISMATCH]: { description: 'The bytes are not those of the hash' },
      },
    },
  },
  [`${UPLOADS_PATH}/{upload}`]: {
    head: {
      tags: ['blobs'],
      summary: 'How many bytes of an upload are here',
      parameters: [upload, tus],
      responses: { 200: { description: 'See Upload-Offset' }, 404: { description: 'Unknown or finished' } },
    },
    patch: {
      tags: ['blobs'],
      summary: 'Send bytes from the offset on',
      parameters: [upload, tus, header('Upload-Offset', 'Where the bytes begin')],
      requestBody: { required: true, content: { 'application/offset+octet-stream': { schema: binary } } },
      responses: {
        204: { description: 'Stored; see Upload-Offset' },
        404: { description: 'Unknown' },
        409: { description: 'Another offset' },
        [CHECKSUM_MISMATCH]: { description: 'Complete, but the bytes are not those of the hash; begin anew' },
      },
    },
  },
};

const text = (description: string, type: string) => ({ 200: { description, content: { [type]: {} } } });

const operationsPaths = {
  '/healthz': {
    get: {
      tags: ['operations'],
      summary: 'Is central working, its database included?',
      security: [],
      responses: { ...text('Working', 'application/json'), 503: { description: 'Not working' } },
    },
  },
  '/metrics': {
    get: {
      tags: ['operations'],
      summary: 'Figures for Prometheus',
      security: [],
      responses: text('Figures', 'text/plain'),
    },
  },
};
