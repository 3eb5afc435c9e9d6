import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What was built from which sources: a hash of names and contents beside the result. */
export class SourceStamp {
  readonly #file: string;
  readonly #sources: readonly string[];

  /** `sources`: files and folders, relative to the checkout. */
  constructor(file: string, sources: readonly string[]) {
    this.#file = file;
    this.#sources = sources;
  }

  /** The hash as of now; take it before building, so that a change in between is not lost. */
  now(): string {
    const hash = createHash('sha256');
    for (const file of this.#sources.flatMap(filesOf)) hash.update(file).update('\0').update(readFileSync(file));
    return hash.digest('hex');
  }

  matches(hash: string): boolean {
    try {
      return readFileSync(this.#file, 'utf8') === hash;
    } catch {
      return false;
    }
  }

  write(hash: string): void {
    writeFileSync(this.#file, hash);
  }
}

function filesOf(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
