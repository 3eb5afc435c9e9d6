import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { LinuxImage } from './linux-image.ts';

const LIMIT_MS = 10 * 60_000;

/**
 * Boots the kernel in QEMU, in software (no KVM: it may not be there), with an xHCI controller and
 * QEMU's MTP device on it; gives every line of the console to `line`. Ends when the guest does.
 */
export function boot(
  image: LinuxImage,
  { disk, mtpFolder }: { readonly disk: string; readonly mtpFolder: string },
  line: (text: string) => void,
): Promise<void> {
  const args = ['-accel', 'tcg,thread=multi', '-cpu', 'max', '-m', '1536', '-smp', '2', '-nodefaults', '-no-reboot'];
  const console = ['-display', 'none', '-serial', 'stdio', '-append', 'console=ttyS0 quiet panic=-1 rdinit=/init'];
  const usb = ['-device', 'qemu-xhci', '-device', `usb-mtp,rootdir=${mtpFolder},desc=stored,readonly=on`];
  const qemu = spawn('qemu-system-x86_64', [...args, '-kernel', image.kernel, '-initrd', disk, ...console, ...usb], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const timer = setTimeout(() => qemu.kill('SIGKILL'), LIMIT_MS);
  createInterface({ input: qemu.stdout }).on('line', line);
  return new Promise((resolve, reject) => {
    qemu.on('error', reject);
    qemu.on('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
