import { isUtf8 } from 'node:buffer';
import { promisify } from 'node:util';
import { constants, zstdDecompress } from 'node:zlib';
import {
  BatchHeader,
  MAX_BATCH_BYTES,
  MAX_BATCH_ENTRIES,
  MAX_BATCH_UNFOLDED,
  WireEntry,
} from '../../src-shared/contract/central/batch.ts';
import { Fault } from '../../src-shared/errors.ts';

const decompress = promisify(zstdDecompress);

/** Window of 8 MiB: what the format recommends every decoder to support (RFC 8878, 3.1.1.1.2). */
const WINDOW_LOG_MAX = 23;
/** What unfolds is kept in pieces until the end: room for a usual batch in one, for more pieces cost more than unfolding them. */
const USUAL_RATIO = 20;
const LEAST_PIECE = 64 * 1024;
const LINE_FEED = 0x0a;

/** An entry with the very bytes of the line it came in: they are what central keeps. */
export interface ReceivedEntry {
  readonly entry: WireEntry;
  readonly line: Buffer;
}

export interface Batch {
  readonly header: BatchHeader;
  readonly entries: readonly ReceivedEntry[];
}

/** Reads a batch. Throws `central.tooLarge` past a limit and `input.malformed` for what is no batch. */
export async function readBatch(compressed: Uint8Array): Promise<Batch> {
  if (compressed.byteLength > MAX_BATCH_BYTES) throw new Fault('central.tooLarge', { limit: MAX_BATCH_BYTES });
  const [first = Buffer.of(), ...lines] = linesOf(await unfold(compressed));
  if (lines.length > MAX_BATCH_ENTRIES) throw new Fault('central.tooLarge', { limit: MAX_BATCH_ENTRIES });
  const header = BatchHeader.safeParse(jsonOf(first));
  if (!header.success) throw malformed(0, header.error.issues[0]?.path.join('.'));
  const entries = lines.map((line, index) => {
    const parsed = WireEntry.safeParse(jsonOf(line));
    if (!parsed.success) throw malformed(index + 1, parsed.error.issues[0]?.path.join('.'));
    return { entry: parsed.data, line };
  });
  if (entries.length === 0) throw malformed(1);
  return { header: header.data, entries };
}

async function unfold(compressed: Uint8Array): Promise<Buffer> {
  try {
    return await decompress(compressed, {
      chunkSize: Math.min(Math.max(compressed.byteLength * USUAL_RATIO, LEAST_PIECE), MAX_BATCH_UNFOLDED),
      maxOutputLength: MAX_BATCH_UNFOLDED,
      params: { [constants.ZSTD_d_windowLogMax]: WINDOW_LOG_MAX },
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new Fault('central.tooLarge', { limit: MAX_BATCH_UNFOLDED }, { cause: error });
    }
    throw new Fault('input.malformed', { what: 'zstd' }, { cause: error });
  }
}

/** The lines without their ends, as parts of the same memory; what follows the last end counts unless it is empty. */
function linesOf(bytes: Buffer): Buffer[] {
  if (!isUtf8(bytes)) throw new Fault('input.malformed', { what: 'utf-8' });
  const lines: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(LINE_FEED, at);
    const next = end === -1 ? bytes.length : end;
    lines.push(bytes.subarray(at, next));
    at = next + 1;
  }
  return lines;
}

function jsonOf(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8'));
  } catch {
    return undefined;
  }
}

function malformed(line: number, path?: string): Fault {
  return new Fault('input.malformed', path === undefined ? { line } : { line, path });
}
