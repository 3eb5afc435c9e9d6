/**
 * Runs in the guest, under a real kernel: the drivers against QEMU's own MTP device, then against the
 * practice camera as a gadget, both behind usbfs. Says `@@passed <name>`, `@@failed <name>: <cause>`,
 * `@@done` on its standard output, which the guest's first program gives to the console.
 */
import { checkCamera } from './check-camera.ts';
import { checkLibrary } from './check-library.ts';
import { checkMtp } from './check-mtp.ts';
import { Checks } from './checks.ts';

const checks = new Checks();
await checkMtp(checks);
await checkLibrary(checks);
await checkCamera(checks);
console.log('@@done');
process.exit();
