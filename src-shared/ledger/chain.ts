import type { Sha256, StreamId } from '../ids.ts';
import type { Entry, EntryHeader } from './entry.ts';

/** SHA-256 of UTF-8 text in lower-case hex; given by the host, for this room knows no crypto. */
export type HashText = (text: string) => string;

/**
 * The bytes that an entry's hash covers: a JSON array in fixed order, so that no key order and no
 * printing of numbers can differ between two ends, then the verbatim body.
 */
export function canonicalText(header: EntryHeader, body: string): string {
  return JSON.stringify([
    1,
    header.stream,
    header.seq,
    header.id,
    header.type,
    header.schema,
    header.subject,
    header.deps,
    header.actor,
    header.role,
    header.at,
    header.boot,
    header.offsetMs,
    header.blobs.map((blob) => [blob.sha256, blob.size]),
    header.prevHash,
    body,
  ]);
}

/** What the first entry of a stream names as the entry before. */
export function genesisHash(stream: StreamId, hash: HashText): Sha256 {
  return hash(`parwana-stream-1\n${stream}`) as Sha256;
}

export function hashEntry(header: EntryHeader, body: string, hash: HashText): Sha256 {
  return hash(canonicalText(header, body)) as Sha256;
}

/** A break of the chain: where, and what is wrong there. */
export interface ChainBreak {
  readonly seq: number;
  readonly what: 'gap' | 'reordered' | 'hash' | 'previous' | 'stream';
}

/** Where the chain stands: the last entry's number and hash. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: Sha256;
}

/** Checks one entry against the head before it; undefined when it fits. */
export function checkLink(
  entry: Entry,
  head: ChainHead,
  expected: { stream: StreamId; hash: HashText },
): ChainBreak | undefined {
  if (entry.stream !== expected.stream) return { seq: entry.seq, what: 'stream' };
  if (entry.seq !== head.seq + 1) return { seq: entry.seq, what: entry.seq > head.seq ? 'gap' : 'reordered' };
  if (entry.prevHash !== head.hash) return { seq: entry.seq, what: 'previous' };
  if (entry.hash !== hashEntry(entry, entry.body, expected.hash)) return { seq: entry.seq, what: 'hash' };
  return undefined;
}

/** What a counter signs (Ed25519) for a batch: the stream, the range and the head it ends with. */
export function batchStatement(batch: { stream: StreamId; from: number; to: number; head: Sha256 }): string {
  return `parwana-batch-1\n${batch.stream}\n${batch.from}\n${batch.to}\n${batch.head}`;
}

/** What central signs when it has received up to a head: its countersignature. */
export function headStatement(head: { stream: StreamId; seq: number; hash: Sha256 }): string {
  return `parwana-head-1\n${head.stream}\n${head.seq}\n${head.hash}`;
}

/** What central signs of a subject it hands over whole: `stateHash` is SHA-256 of the state's JSON text. */
export function subjectStatement(base: { subject: string; change: number; stateHash: string }): string {
  return `parwana-subject-1\n${base.subject}\n${base.change}\n${base.stateHash}`;
}
