import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Makes a folder that only its owner can enter; does nothing to one that is there. */
export function makePrivateFolder(folder: string): void {
  const made = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (made !== undefined) syncFolder(dirname(made));
}

/**
 * Writes a whole new file, owner-only and on disk when it returns, or nothing. Never overwrites:
 * false when the file is there already, even if another process made it a moment ago.
 */
export function createFile(file: string, bytes: Uint8Array): boolean {
  const draft = writeDraft(file, bytes);
  try {
    // A link, not a rename: of two processes that start together only one may choose the key.
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  syncFolder(dirname(file));
  return true;
}

/** Replaces a file: old or new after a power cut, never a mixture. */
export function replaceFile(file: string, bytes: Uint8Array): void {
  const draft = writeDraft(file, bytes);
  try {
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  syncFolder(dirname(file));
}

function writeDraft(file: string, bytes: Uint8Array): string {
  const draft = `${file}.${randomUUID()}.draft`;
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeFileSync(handle, bytes);
    fsyncSync(handle);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  } finally {
    closeSync(handle);
  }
  return draft;
}

/** A name is on disk only when its folder is; Windows has no such call and needs none on NTFS. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
