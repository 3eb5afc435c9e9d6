import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Random } from '../rehearsal/random.ts';
import type { Deed } from './disk-trace.ts';

/** What a disk writes whole or not at all, bytes. */
const SECTOR = 512;

type Change = Extract<Deed, { kind: 'write' | 'truncate' }>;

/**
 * A folder as a power cut may leave it: everything that was synced before the cut, and of the later writes a
 * random part, in any order, some of them torn between sectors. A file whose folder was never synced may be
 * missing altogether.
 */
export function crashImage(
  { before, deeds, folder }: { before: string; deeds: readonly Deed[]; folder: string },
  target: string,
  random: Random,
): void {
  cpSync(before, target, { recursive: true });
  const files = new Map<string, { image: FileImage; named: boolean; loose: Change[] }>();
  const open = (file: string) => {
    const known = files.get(file);
    if (known !== undefined) return known;
    const path = join(before, basename(file));
    const there = existsSync(path);
    const image = new FileImage(there ? readFileSync(path) : Buffer.alloc(0));
    const made = { image, named: there, loose: [] };
    files.set(file, made);
    return made;
  };
  for (const deed of deeds) {
    if (deed.kind === 'said') continue;
    if (deed.kind === 'syncFailed') {
      // The system takes the pages for clean now: those that did not get through never will.
      const file = open(deed.file);
      for (const change of file.loose.splice(0)) if (random.next() < 0.3) file.image.apply(change);
    } else if (deed.kind !== 'sync') open(deed.file).loose.push(deed);
    else if (deed.file === folder) for (const file of files.values()) file.named = true;
    else {
      const file = open(deed.file);
      for (const change of file.loose.splice(0)) file.image.apply(change);
    }
  }
  for (const [path, file] of files) {
    const mood = random.next();
    for (const change of file.loose) {
      // All of them, none, the first ones, or any: caches empty themselves in every way.
      if (mood < 0.15 || random.next() < mood) file.image.apply(random.next() < 0.8 ? change : torn(change, random));
    }
    const name = join(target, basename(path));
    if (file.named || random.next() < 0.5) writeFileSync(name, file.image.bytes);
    else rmSync(name, { force: true });
  }
}

/** A file's bytes, changed in place. */
class FileImage {
  #room: Buffer;
  #length: number;

  constructor(bytes: Buffer) {
    this.#room = bytes;
    this.#length = bytes.length;
  }

  get bytes(): Buffer {
    return this.#room.subarray(0, this.#length);
  }

  apply(change: Change): void {
    if (change.kind === 'truncate') return this.#reach(change.length);
    const end = change.at + change.bytes.length;
    if (end > this.#length) this.#reach(end);
    change.bytes.copy(this.#room, change.at);
  }

  /** Cut, or filled with zeros, to a length. */
  #reach(length: number): void {
    if (length > this.#room.length) this.#room = Buffer.concat([this.bytes, Buffer.alloc(2 * length - this.#length)]);
    if (length > this.#length) this.#room.fill(0, this.#length, length);
    this.#length = length;
  }
}

/** Only some sectors of a write: the first ones, or the last ones. */
function torn(change: Change, random: Random): Change {
  if (change.kind === 'truncate') return change;
  const sectors = Math.ceil(change.bytes.length / SECTOR);
  const cut = random.below(sectors) * SECTOR;
  if (random.next() < 0.5) return { ...change, bytes: change.bytes.subarray(0, cut) };
  return { ...change, at: change.at + cut, bytes: change.bytes.subarray(cut) };
}
