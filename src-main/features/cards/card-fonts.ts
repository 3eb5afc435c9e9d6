import { copyFile, mkdir, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Family names as the fonts call themselves. */
export const fontFamilies = { latin: 'Noto Sans', urdu: 'Noto Nastaliq Urdu' } as const;

const files = [
  '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  '@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf',
  '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
  '@expo-google-fonts/noto-nastaliq-urdu/400Regular/NotoNastaliqUrdu_400Regular.ttf',
  '@expo-google-fonts/noto-nastaliq-urdu/700Bold/NotoNastaliqUrdu_700Bold.ttf',
] as const;

/**
 * Makes the fonts of the card, and no others, known to the drawing library, which asks fontconfig:
 * copies them to `cacheDir` (fontconfig cannot look into an application archive) and names them in
 * `FONTCONFIG_FILE`. Call it in the main thread (a worker has an environment of its own), before `sharp`
 * is first loaded in the process; calling again is harmless.
 */
export async function prepareFonts(cacheDir: string): Promise<void> {
  const folder = path.resolve(cacheDir, 'fonts');
  await mkdir(folder, { recursive: true });
  const { resolve } = createRequire(import.meta.url);
  for (const file of files) await copyOnce(resolve(file), path.join(folder, path.basename(file)));
  const config = path.join(folder, 'fonts.conf');
  await writeFile(config, fontConfig(folder));
  process.env['FONTCONFIG_FILE'] = config;
}

async function copyOnce(from: string, to: string): Promise<void> {
  const [source, copy] = await Promise.all([stat(from), stat(to).catch(() => undefined)]);
  if (copy?.size !== source.size) await copyFile(from, to);
}

function fontConfig(folder: string): string {
  const dir = folder.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>${dir}</dir>
  <cachedir>${dir}</cachedir>
</fontconfig>
`;
}
