import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { desktop } from './setup/desktop-build.ts';
import { renderer } from './setup/renderer-build.ts';

/**
 * `npm run package -- --linux deb AppImage | --linux dir | --win nsis`: builds screens and desktop app, then
 * lets electron-builder pack them into `release/`. Further arguments go to electron-builder. Pack on the
 * system the package is for: npm installs native modules for the running one only.
 */
for (const step of [renderer.lack(), desktop.lack()]) {
  if (step === undefined) continue;
  console.error(step.doing);
  await step.make();
}
writeDebHooks();

const builder = join('node_modules', 'electron-builder', 'cli.js');
const args = [builder, ...process.argv.slice(2), '--publish', 'never'];
process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;

/** electron-builder takes one file for each hook in place of its own, so that ours are put behind its own. */
function writeDebHooks(): void {
  const resolve = createRequire(createRequire(import.meta.url).resolve('electron-builder')).resolve;
  const templates = join(dirname(resolve('app-builder-lib/package.json')), 'templates', 'linux');
  mkdirSync('out/package', { recursive: true });
  for (const hook of ['after-install', 'after-remove']) {
    const parts = [join(templates, `${hook}.tpl`), `native/linux/deb-${hook}.sh`];
    writeFileSync(`out/package/${hook}.tpl`, parts.map((part) => readFileSync(part, 'utf8')).join('\n'));
  }
}
