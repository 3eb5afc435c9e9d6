import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** `update.json` in the data folder: whoever runs the centre's PCs may point them to its own server. */
const UpdateSettings = z.strictObject({ url: z.url({ protocol: /^https$/ }) });

/**
 * Where updates come from: `PARWANA_UPDATE_URL`, else `update.json`, else nowhere, which is the default. The
 * address is a folder as electron-builder's generic provider writes it, and must be https.
 * Throws when something is set but is no such address: an update that silently never comes is worse.
 */
export function findUpdateUrl(dataDir: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const given = env['PARWANA_UPDATE_URL'];
  if (given !== undefined && given !== '') return UpdateSettings.parse({ url: given }).url;
  const text = read(join(dataDir, 'update.json'));
  return text === undefined ? undefined : UpdateSettings.parse(JSON.parse(text)).url;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
