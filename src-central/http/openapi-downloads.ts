import { BLOBS_PATH } from '../../src-shared/contract/central/blobs.ts';
import { FILES_PATH } from '../../src-shared/contract/central/snapshot.ts';
import { STATUS_PATH } from '../../src-shared/contract/central/trust.ts';

const sha256 = { name: 'sha256', in: 'path', required: true, schema: { type: 'string', pattern: '^[0-9a-f]{64}$' } };
const range = { name: 'Range', in: 'header', schema: { type: 'string', pattern: '^bytes=[0-9]+-[0-9]*$' } };

/** What central sends as bytes: photos and the files of snapshots, named by their hash. */
export const downloadPaths = {
  [`${BLOBS_PATH}/{sha256}/bytes`]: downloadOf('blobs', 'A photo of a person whom the caller’s centre follows', {
    404: { description: 'Not here, or not for this centre' },
  }),
  [`${FILES_PATH}/{sha256}`]: downloadOf('snapshots', 'A file of a snapshot of the caller’s centre', {
    410: { description: 'Gone, or not for this centre: ask for the list anew' },
  }),
  [`${STATUS_PATH}/{sha256}`]: downloadOf('trust', 'A signed status list of cards, or what changed in it', {
    410: { description: 'Gone: ask for the directory anew' },
  }),
};

function downloadOf(tag: string, summary: string, missing: Record<number, { description: string }>): object {
  const content = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } };
  const responses = {
    200: { description: 'All bytes; check them against the hash', content },
    206: { description: 'The bytes asked for; see Content-Range', content },
    401: { description: 'No or unknown key' },
    416: { description: 'The range begins at or after the end' },
    ...missing,
  };
  return { get: { tags: [tag], summary, parameters: [sha256, range], responses } };
}
