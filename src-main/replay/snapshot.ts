import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import {
  FILES_PATH,
  manifestStatement,
  MAX_FILE_UNFOLDED,
  SnapshotLine,
  type Manifest,
  type SnapshotFile,
} from '../../src-shared/contract/central/snapshot.ts';
import { Fault } from '../../src-shared/errors.ts';
import { streamParts, type StreamId } from '../../src-shared/ids.ts';
import type { Catalogues } from '../../src-shared/catalogue/catalogue.ts';
import { mayBeginAgain, ownPlaces } from '../store/begin-again.ts';
import { openStaging, stageFile, stageReceipts, swapSnapshot } from '../store/snapshot.ts';
import type { Store } from '../store/store.ts';
import type { CentralAddress, CentralApi } from './central-client.ts';
import { isSignedBy } from './central-signature.ts';
import { download, forgetDownload } from './download.ts';
import { isStateOf } from './state-text.ts';
import { readCursor, unsettledPlaces } from './replay-store.ts';

const decompress = promisify(zstdDecompress);

export interface SnapshotParts {
  readonly api: CentralApi;
  readonly central: CentralAddress;
  readonly store: Store;
  readonly rules: Catalogues;
  readonly stream: StreamId;
  readonly centralKey: KeyObject;
}

/**
 * Loads all that the centre follows as of one change, in place of the feed up to it: the signed list,
 * then file after file, each checked against its hash and staged, then this counter's receipts, also of earlier epochs, then
 * one swap. Cut off anywhere it goes on there the next time, also after a restart.
 */
export async function loadSnapshot(parts: SnapshotParts, signal: AbortSignal): Promise<void> {
  const { api, store, rules, stream } = parts;
  const { manifest, reference } = await api.snapshot({ params: { stream } }, { signal });
  checkManifest(parts, manifest);
  const { change } = manifest;
  const staged = new Set<string>(openStaging(store, change).files);
  for (const file of manifest.files) if (!staged.has(file.sha256)) await fetchFile(parts, file, signal);
  const again = mayBeginAgain(store);
  const places = again ? ownPlaces(store) : unsettledPlaces(store);
  for (const place of places) await fetchReceipts(parts, { ...place, change }, signal);
  swapSnapshot(store, { change, reference, rules, again });
}

/** Central's word, for this centre, and newer than what is here. */
function checkManifest({ store, stream, centralKey }: SnapshotParts, manifest: Manifest): void {
  const { signature, ...said } = manifest;
  if (!isSignedBy(centralKey, manifestStatement(said), signature)) throw new Fault('central.badSignature');
  if (manifest.centre !== streamParts(stream).centre) throw new Fault('central.garbage');
  const { feed } = readCursor(store);
  if (manifest.change < feed && !mayBeginAgain(store))
    throw new Fault('central.rolledBack', { change: manifest.change });
  if (new Set(manifest.files.map(({ sha256 }) => sha256)).size !== manifest.files.length) {
    throw new Fault('central.garbage');
  }
}

async function fetchFile({ central, store }: SnapshotParts, file: SnapshotFile, signal: AbortSignal): Promise<void> {
  const { sha256, size } = file;
  const path = `${FILES_PATH}/${sha256}`;
  const bytes = await download({ central, store }, { sha256, path, most: size, signal });
  const lines = await readLines(bytes, file);
  store.transact(() => {
    stageFile(store, file, lines);
    forgetDownload(store, sha256);
  });
}

/** Lines of a file. The hash was right, so what is wrong from here on was written so by central. */
export async function readLines(bytes: Uint8Array, { subjects, sha256 }: SnapshotFile): Promise<SnapshotLine[]> {
  try {
    const text = await decompress(bytes, { maxOutputLength: MAX_FILE_UNFOLDED });
    const lines = text
      .toString('utf8')
      .split('\n')
      .map((line) => SnapshotLine.parse(JSON.parse(line)));
    if (lines.length === subjects && lines.every(({ subject, state }) => isStateOf(subject, state))) return lines;
  } catch (error) {
    throw new Fault('central.garbage', { sha256 }, { cause: error });
  }
  throw new Fault('central.garbage', { sha256 });
}

async function fetchReceipts(
  { api, store, stream: asker }: SnapshotParts,
  { stream, seq, change }: { stream: StreamId; seq: number; change: number },
  signal: AbortSignal,
): Promise<void> {
  const { epoch } = streamParts(stream);
  for (let after = seq - 1; ;) {
    const page = await api.receipts({ params: { stream: asker }, query: { after, change, epoch } }, { signal });
    if (page.receipts.some(({ receipt }) => receipt.stream !== stream || receipt.seq <= after)) {
      throw new Fault('central.garbage');
    }
    stageReceipts(store, page);
    after = page.receipts.at(-1)?.receipt.seq ?? after;
    if (!page.more || page.receipts.length === 0) return;
  }
}
