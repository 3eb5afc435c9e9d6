import { randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

const PIECE = 1024 * 1024;

/**
 * A file that holds room on the disk: given up when the disk is full, so that the log can still be emptied and begun
 * work be finished; made again when there is room. Random bytes, for some file systems give zeros no room at all.
 */
export class Ballast {
  readonly #file: string;
  readonly #bytes: number;
  #making: Promise<void> | undefined;

  constructor(dataDir: string, bytes: number) {
    this.#file = join(dataDir, 'ballast');
    this.#bytes = bytes;
  }

  get isHeld(): boolean {
    return existsSync(this.#file);
  }

  /** Bytes that the next room on the disk is for: what was given up is not there for new work. */
  get owed(): number {
    return this.isHeld ? 0 : this.#bytes;
  }

  /** Gives the room back; true when there was some to give. Never throws. */
  release(): boolean {
    if (!this.isHeld) return false;
    try {
      rmSync(this.#file, { force: true });
      return true;
    } catch {
      return false;
    }
  }

  /** Makes the file where it is missing and `freeBytes` leave room for it beyond `keepFree`. Never rejects. */
  async hold({ freeBytes, keepFree }: { freeBytes: number; keepFree: number }): Promise<void> {
    if (this.#bytes === 0 || this.isHeld || freeBytes < this.#bytes + keepFree) return;
    this.#making ??= this.#make().finally(() => {
      this.#making = undefined;
    });
    await this.#making;
  }

  /** Waits for a file that is being made. */
  async settled(): Promise<void> {
    await this.#making;
  }

  async #make(): Promise<void> {
    const draft = `${this.#file}.draft`;
    try {
      const handle = await open(draft, 'w', 0o600);
      try {
        for (let left = this.#bytes; left > 0; left -= PIECE) await handle.write(randomBytes(Math.min(PIECE, left)));
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(draft, this.#file);
    } catch {
      await rm(draft, { force: true }).catch(() => undefined);
    }
  }
}
