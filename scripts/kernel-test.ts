import { rmSync } from 'node:fs';
import { makeGuestDisk } from './kernel/guest-files.ts';
import { fetchLinuxImage } from './kernel/linux-image.ts';
import { boot } from './kernel/virtual-machine.ts';
import { needSystemPackages } from './setup/system-packages.ts';

/**
 * `npm run test:kernel`: the drivers against a real Linux kernel's usbfs, in a virtual machine: QEMU's own
 * MTP device, and the practice camera as a gadget on the dummy host controller. Needs Debian (root for
 * what it installs), no USB and no KVM; takes about a minute. Fetched and made things are in .cache/kernel.
 */
const NEEDED = ['qemu-system-x86', 'busybox-static', 'cpio', 'xz-utils'];
const LAST_LINES = 30;

needSystemPackages(['qemu-system-x86_64', 'busybox', 'cpio', 'xz'], NEEDED);
const image = fetchLinuxImage();
console.log(`Linux ${image.release}, in QEMU without KVM`);
const guest = await makeGuestDisk(image);

let passed = 0;
let failed = 0;
let done = false;
const rest: string[] = [];
const start = performance.now();
await boot(image, guest, take);
rmSync(guest.disk);
if (!done) {
  failed += 1;
  console.log(`FAILED  the guest ended before its checks did; its last words:\n${rest.slice(-LAST_LINES).join('\n')}`);
}
console.log(`${Math.round((performance.now() - start) / 1000)} s in the virtual machine`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function take(line: string): void {
  const [, outcome, text = ''] = /@@(passed|failed|done)\s?(.*)/.exec(line.trimEnd()) ?? [];
  if (outcome === 'passed') passed += 1;
  else if (outcome === 'failed') failed += 1;
  else if (outcome === 'done') done = true;
  else rest.push(line);
  if (outcome === 'passed' || outcome === 'failed')
    console.log(`${outcome === 'passed' ? 'ok    ' : 'FAILED'}  ${text}`);
}
