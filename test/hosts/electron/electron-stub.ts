import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Marks where an Electron binary keeps its fuses, as @electron/fuses looks for it. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/**
 * A folder that electron-builder takes for Electron's runtime: the files it moves, and a program that holds
 * nothing but a fuse wire of version 1 with nine fuses, all in the state in which Electron ships them.
 */
export function makeElectronStub(folder: string): void {
  mkdirSync(join(folder, 'locales'), { recursive: true });
  mkdirSync(join(folder, 'resources'));
  const wire = Buffer.from([1, 9, ...Buffer.from('101100101')]);
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from(SENTINEL), wire]), { mode: 0o755 });
  for (const file of ['chrome-sandbox', 'LICENSE', 'version']) {
    writeFileSync(join(folder, file), '');
  }
  for (const language of ['en-US', 'ur', 'de']) writeFileSync(join(folder, 'locales', `${language}.pak`), '');
}
