import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { promisify } from 'node:util';
import { extractAll, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { parseAst } from 'vite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeElectronStub } from './electron-stub.ts';
import { keyRing, runCore } from './core-run.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');
const project = readJson(join(root, 'package.json')) as Record<
  'dependencies' | 'devDependencies',
  Record<string, string>
>;

/**
 * What `npm run package -- --linux dir` puts into the app, with a stub in place of Electron's runtime, which
 * cannot be had on every machine. The packed core then runs, in plain Node, from what was packed.
 */
describe.runIf(process.platform === 'linux')('the packed desktop app', { timeout: 120_000 }, () => {
  let work: string;
  let app: string;
  let inside: string;
  let files: string[];

  beforeAll(async () => {
    work = mkdtempSync(join(tmpdir(), 'parwana-package-'));
    makeElectronStub(join(work, 'electron'));
    const config = [`electronDist=${join(work, 'electron')}`, `directories.output=${join(work, 'release')}`];
    const args = ['scripts/package.ts', '--linux', 'dir', ...config.map((each) => `--config.${each}`)];
    await run(process.execPath, args, { cwd: root, maxBuffer: 16 * 1024 * 1024 });
    app = join(work, 'release', 'linux-unpacked');
    const archive = join(app, 'resources', 'app.asar');
    inside = join(work, 'inside');
    extractAll(archive, inside);
    files = listPackage(archive, { isPack: false })
      .map((path) => path.slice(1).replaceAll(sep, '/'))
      .filter((path) => statSync(join(inside, path)).isFile());
  }, 180_000);
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  it('holds the bundles, the screens and what must stay a file, and nothing else', () => {
    const tops = new Set(files.map((path) => path.split('/').slice(0, 2).join('/')));
    const packages = [...tops].filter((top) => top.startsWith('node_modules/')).sort();
    expect([...tops].filter((top) => !top.startsWith('node_modules/')).sort()).toEqual([
      'out/main',
      'out/preload',
      'out/renderer',
      'package.json',
      'resources/question-banks',
    ]);
    expect(packages).toEqual([
      'node_modules/@expo-google-fonts',
      'node_modules/@fontsource',
      'node_modules/@img',
      'node_modules/@node-rs',
      'node_modules/@node-usb',
      'node_modules/better-sqlite3',
      'node_modules/detect-libc',
      'node_modules/semver',
      'node_modules/sharp',
      'node_modules/usb',
      'node_modules/zxing-wasm',
    ]);
    expect(files).toContain('out/renderer/index.html');
    expect(files).toContain('out/preload/preload.cjs');
  });

  it('holds no development dependency, source, test or source map', () => {
    // `semver` and `detect-libc` are sharp's; they are in the development list of nobody.
    const developed = Object.keys(project.devDependencies).map((name) => `node_modules/${name}/`);
    expect(files.filter((path) => developed.some((folder) => path.startsWith(folder)))).toEqual([]);
    expect(files.filter((path) => /\.(tsx?|mts|cts|map|c|cc|h|test\.js)$/.test(path))).toEqual([]);
    expect(files.filter((path) => /(^|\/)(test|tests|docs|src-[a-z]+)\//.test(path))).toEqual([]);
    const manifest = readJson(join(inside, 'package.json')) as Record<string, unknown>;
    expect(manifest['main']).toBe('out/main/main.js');
    expect(manifest).not.toHaveProperty('devDependencies');
  });

  it('holds native code for this platform only, outside the archive', () => {
    const native = files.filter((path) => /\.(node|so|dll|dylib)(\.|$)/.test(path));
    const [os, cpu] = [process.platform, process.arch];
    expect(native.map((path) => path.replace(/[-.]\d+(\.\d+)+/, '')).sort()).toEqual([
      `node_modules/@img/sharp-libvips-${os}-${cpu}/lib/libvips-cpp.so`,
      `node_modules/@img/sharp-${os}-${cpu}/lib/sharp-${os}-${cpu}.node`,
      `node_modules/@node-rs/argon2-${os}-${cpu}-gnu/argon2.${os}-${cpu}-gnu.node`,
      `node_modules/@node-usb/usb-${os}-${cpu}-gnu/usb.${os}-${cpu}-gnu.node`,
      `node_modules/better-sqlite3/prebuilds/${os}-${cpu}.node`,
    ]);
    const unpacked = join(app, 'resources', 'app.asar.unpacked');
    for (const path of native) expect(existsSync(join(unpacked, path)), path).toBe(true);
  });

  it('holds everything its code imports', () => {
    const bundles = files.filter((path) => /^out\/(main|preload)\/.*\.c?js$/.test(path));
    const missing = bundles.flatMap((path) =>
      importsOf(readFileSync(join(inside, path), 'utf8'))
        .filter((name) => name !== 'electron' && !isBuiltin(name))
        .filter((name) => !resolves(name, join(inside, path)))
        .map((name) => `${path}: ${name}`),
    );
    expect(missing).toEqual([]);
    const dependencies = Object.keys(project.dependencies);
    expect(dependencies.filter((name) => !existsSync(join(inside, 'node_modules', name)))).toEqual([]);
  });

  it('has a main process that waits for nothing while it is evaluated, and finds its parts', () => {
    const code = readFileSync(join(inside, 'out/main/main.js'), 'utf8');
    expect(awaitsAtTop(parseAst(code))).toBe(false);
    const parts = [...code.matchAll(/join\(parts, "([^"]+)"\)/g)].map(([, part]) => part ?? '');
    expect(parts.sort()).toEqual(['../preload/preload.cjs', '../renderer', 'core-process.js', 'usb-process.js']);
    for (const part of parts) expect(existsSync(join(inside, 'out/main', part)), part).toBe(true);
  });

  it('has a core that starts from what was packed and answers', async () => {
    const dataDir = join(work, 'counter');
    const core = runCore(dataDir, { ring: keyRing(), entry: join(inside, 'out/main/core-process.js') });
    expect(await core.outcome).toEqual({ kind: 'ready' });
    const status = await core.openScreen().client().enrolment.status();
    expect(status).toMatchObject({ enrolled: false, practice: true });
    expect(readdirSync(join(dataDir, 'cache/fonts')).filter((name) => name.endsWith('.ttf'))).toHaveLength(5);
    expect(await core.stop()).toBe(0);
  });

  it('has a USB process that starts from what was packed, with the library, and answers the core', async () => {
    const core = runCore(join(work, 'counter-with-usb'), {
      ring: keyRing(),
      entry: join(inside, 'out/main/core-process.js'),
      usbEntry: join(inside, 'out/main/usb-process.js'),
      practice: false,
    });
    expect(await core.outcome).toEqual({ kind: 'ready' });
    const client = core.openScreen().client();
    await vi.waitFor(async () => expect((await client.status.now()).camera.fault).toMatch(/noBus|absent/), 20_000);
    expect(core.usb).toHaveLength(1);
    expect(await core.stop()).toBe(0);
  });

  it('has its fuses as the configuration says', async () => {
    const wire = await getCurrentFuseWire(join(app, 'parwana'));
    const on = [
      FuseV1Options.EnableCookieEncryption,
      FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
      FuseV1Options.OnlyLoadAppFromAsar,
    ];
    const off = [
      FuseV1Options.RunAsNode,
      FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      FuseV1Options.EnableNodeCliInspectArguments,
      FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
      FuseV1Options.GrantFileProtocolExtraPrivileges,
    ];
    for (const fuse of on) expect(wire[fuse], FuseV1Options[fuse]).toBe(FuseState.ENABLE);
    for (const fuse of off) expect(wire[fuse], FuseV1Options[fuse]).toBe(FuseState.DISABLE);
  });

  it('has hooks of the .deb that a shell can read, with device access in them', async () => {
    for (const hook of ['after-install', 'after-remove']) {
      await run('bash', ['-n', join(root, 'out/package', `${hook}.tpl`)]);
    }
    const hook = readFileSync(join(root, 'out/package/after-install.tpl'), 'utf8');
    expect(hook).toContain('update-alternatives');
    expect(hook).toContain('resources/native/install-device-access.sh');
    expect(statSync(join(app, 'resources/native/install-device-access.sh')).mode & 0o111).toBe(0o111);
  });

  it('carries what the operating system needs, two languages, and is of a sane size', () => {
    expect(readdirSync(join(app, 'resources', 'native')).sort()).toEqual([
      '70-parwana.rules',
      'deb-after-install.sh',
      'deb-after-remove.sh',
      'install-device-access.sh',
    ]);
    expect(readdirSync(join(app, 'locales')).sort()).toEqual(['en-US.pak', 'ur.pak']);
    const bytes = files.reduce((sum, path) => sum + statSync(join(inside, path)).size, 0);
    expect(bytes / 1024 / 1024).toBeLessThan(45);
  });
});

/** Specifiers of imports, static and dynamic, and of requires, under whatever name a bundler gives that. */
function importsOf(code: string): string[] {
  const found: string[] = [];
  walk(parseAst(code), (node) => {
    const callee = node['callee'] as Node | undefined;
    const called = node['type'] === 'CallExpression' && /^(__)?require$/.test(String(callee?.['name']));
    const first = (node['arguments'] as Node[] | undefined)?.[0];
    const specifier = called ? first : (node['source'] as Node | null | undefined);
    if (typeof specifier?.['value'] === 'string') found.push(specifier['value']);
  });
  return found;
}

/** Electron would wait for such a module before it is ready, and the module for Electron. */
function awaitsAtTop(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  const type = String((node as Node)['type']);
  if (/Function|MethodDefinition|PropertyDefinition/.test(type)) return false;
  return type === 'AwaitExpression' || Object.values(node).some(awaitsAtTop);
}

type Node = Record<string, unknown>;

function walk(node: unknown, visit: (node: Node) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if ('type' in node) visit(node);
  for (const child of Object.values(node)) walk(child, visit);
}

function resolves(name: string, from: string): boolean {
  try {
    return createRequire(from)
      .resolve(name)
      .startsWith(join(from.slice(0, from.indexOf(`${sep}inside${sep}`)), 'inside'));
  } catch {
    return false;
  }
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
