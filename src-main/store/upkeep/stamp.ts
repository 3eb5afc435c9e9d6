import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { StreamId, streamParts } from '../../../src-shared/ids.ts';
import { findHead } from '../journal.ts';
import { replaceFile } from '../keys/durable-file.ts';
import { noteRestored } from '../restored.ts';
import type { Store } from '../store.ts';

/** How far a store was, kept beside it: no secret, readable by its owner. */
const Stamp = z.strictObject({ stream: StreamId, seq: z.int().nonnegative() });
type Stamp = z.infer<typeof Stamp>;

/**
 * A small file beside the store that tells how far its journal was: an older copy put in its place is found out at the
 * next start, with the cable out, before it gives a licence number a second time. A backup of the whole folder brings
 * its own stamp; that one central finds out at the next contact.
 */
export class StampFile {
  readonly #file: string;
  readonly #store: Store;
  #last: Stamp | undefined;

  constructor(dataDir: string, store: Store) {
    this.#file = join(dataDir, 'counter.stamp.json');
    this.#store = store;
  }

  /** Notes a store that is older than its stamp: see `noteRestored`. A stamp that cannot be read says nothing. */
  check(stream: StreamId): void {
    const stamp = this.#read();
    this.#last = stamp;
    if (stamp === undefined) return;
    const here = findHead(this.#store, stream).seq;
    const older = stamp.stream === stream ? stamp.seq > here : isLater(stamp.stream, stream);
    if (older) noteRestored(this.#store, { known: stamp.seq, here, by: 'stamp' });
  }

  /** Writes where the journal stands, if it moved; on disk when it returns. What hinders it leaves the old one. */
  write(stream: StreamId): void {
    try {
      const { seq } = findHead(this.#store, stream);
      if (this.#last?.stream === stream && this.#last.seq >= seq) return;
      const stamp: Stamp = { stream, seq };
      replaceFile(this.#file, Buffer.from(`${JSON.stringify(stamp)}\n`));
      this.#last = stamp;
    } catch {
      // Tried again at the next look.
    }
  }

  #read(): Stamp | undefined {
    try {
      return Stamp.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch {
      return undefined;
    }
  }
}

function isLater(one: StreamId, other: StreamId): boolean {
  const [a, b] = [streamParts(one), streamParts(other)];
  return a.centre === b.centre && a.counter === b.counter && a.epoch > b.epoch;
}
