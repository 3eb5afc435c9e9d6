import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import sharp from 'sharp';
import { PICTURES } from '../../test/kernel/guest-pictures.ts';
import { CACHE, type LinuxImage, modulesFor, readModule } from './linux-image.ts';
import { closureOf } from './source-closure.ts';

const ENTRIES = ['test/kernel/guest-child.ts', 'test/kernel/gadget-child.ts', 'src-main/devices/usb/usb-process.ts'];
const MODULES = ['xhci_pci', 'dummy_hcd', 'libcomposite', 'usb_f_fs', 'configfs'];
/** The native parts of npm `usb`. */
const NATIVE = '@node-usb';
const APP = '/parwana';
const root = join(import.meta.dirname, '../..');

/** The first program of the guest, by busybox. */
function firstProgram(modules: readonly string[]): string {
  return `#!/bin/busybox sh
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
mount -t tmpfs tmpfs /tmp
${modules.map((name) => `insmod /modules/${name}`).join('\n')}
mount -t configfs configfs /sys/kernel/config
ifconfig lo up
export HOME=/tmp PATH=/bin
cd ${APP}
node test/kernel/guest-child.ts
echo "@@exit $?"
poweroff -f
`;
}

/** Makes the guest's memory disk; returns its path. `MTP_FOLDER` is what QEMU's MTP device holds. */
export async function makeGuestDisk(image: LinuxImage): Promise<{ disk: string; mtpFolder: string }> {
  const tree = join(CACHE, 'guest');
  rmSync(tree, { recursive: true, force: true });
  for (const folder of ['bin', 'proc', 'sys', 'dev', 'tmp', 'modules', 'pictures']) {
    mkdirSync(join(tree, folder), { recursive: true });
  }
  cpSync('/bin/busybox', join(tree, 'bin/busybox'));
  symlinkSync('busybox', join(tree, 'bin/sh'));
  cpSync(realpathSync(process.execPath), join(tree, 'bin/node'));
  copyLibraries(process.execPath, tree);
  const modules = modulesFor(image, MODULES).map((file, index) => {
    const name = `${String(index).padStart(2, '0')}.ko`;
    writeFileSync(join(tree, 'modules', name), readModule(file));
    return name;
  });
  copyApp(tree);
  const mtpFolder = await makePictures(tree);
  writeFileSync(join(tree, 'init'), firstProgram(modules));
  chmodSync(join(tree, 'init'), 0o755);
  const disk = join(CACHE, 'guest.cpio');
  const pack = spawnSync('sh', ['-c', `find . | cpio --quiet -o -H newc > '${disk}'`], { cwd: tree, stdio: 'inherit' });
  rmSync(tree, { recursive: true });
  if (pack.status !== 0) throw new Error('cpio could not pack the files of the guest.');
  return { disk, mtpFolder };
}

function copyApp(tree: string): void {
  const { files, packages } = closureOf(ENTRIES.map((entry) => join(root, entry)));
  for (const file of [...files, join(root, 'package.json')]) copy(file, tree);
  // The library's own parts are packages that its main file chooses from.
  for (const name of [...packages, NATIVE]) copy(join(root, 'node_modules', name), tree);
  for (const file of readdirSync(join(root, 'node_modules', NATIVE), { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.node')) copyLibraries(join(root, 'node_modules', NATIVE, file), tree);
  }
}

function copy(path: string, tree: string): void {
  const target = join(tree, APP, relative(root, path));
  mkdirSync(dirname(target), { recursive: true });
  cpSync(path, target, { recursive: true, dereference: true });
}

/** The libraries that a program is linked to, where it looks for them. */
function copyLibraries(program: string, tree: string): void {
  const { stdout } = spawnSync('ldd', [program], { encoding: 'utf8' });
  for (const [library] of stdout.matchAll(/\/\S+/g)) {
    const place = join(tree, library);
    mkdirSync(dirname(place), { recursive: true });
    cpSync(realpathSync(library), place);
  }
}

/** Noise, so that no two pieces of a picture are alike; the frames differ in colour. */
async function makePictures(tree: string): Promise<string> {
  const noise = (side: number, sigma: number): Promise<Buffer> =>
    sharp({
      create: {
        width: side,
        height: side,
        channels: 3,
        background: 'grey',
        noise: { type: 'gaussian', mean: 128, sigma },
      },
    })
      .jpeg({ quality: 95 })
      .toBuffer();
  writeFileSync(join(tree, PICTURES.exposure), await noise(1200, 60));
  writeFileSync(join(tree, PICTURES.stored), await noise(900, 40));
  for (const [index, path] of PICTURES.frames.entries()) writeFileSync(join(tree, path), await noise(160, 10 + index));
  const mtpFolder = join(CACHE, 'mtp');
  rmSync(mtpFolder, { recursive: true, force: true });
  mkdirSync(mtpFolder);
  writeFileSync(join(mtpFolder, 'stored.jpg'), readFileSync(join(tree, PICTURES.stored)));
  return mtpFolder;
}
