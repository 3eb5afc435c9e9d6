import type { CallerMemory } from './caller-memory.ts';
import { EFAULT, ENOENT, ETIMEDOUT } from './errno.ts';
import type { IoctlCall } from './fuse-tree.ts';
import { isIn, makeTransfer } from './transfer.ts';
import { URB_BULK } from './usbdevfs.ts';
import type { Holder, VirtualDevice } from './virtual-device.ts';

/**
 * USBDEVFS_BULK: one transfer for which the caller waits. struct usbdevfs_bulktransfer: u32 endpoint,
 * u32 length, u32 timeout in milliseconds (0: none), data@16. The result is the length or an errno.
 */
export function submitBulk(
  { device, memory, holder }: { device: VirtualDevice; memory: CallerMemory; holder: Holder },
  { pid, argument }: IoctlCall,
  later: (result: number) => void,
): number | (() => void) {
  const bytes = memory.read(pid, argument, 24);
  const length = bytes.readUInt32LE(4);
  const timeout = bytes.readUInt32LE(8);
  const buffer = Number(bytes.readBigUInt64LE(16));
  const endpoint = device.endpoint(bytes.readUInt32LE(0) & 0xff);
  if (endpoint === undefined) return -ENOENT;
  const claimed = device.claim(0, holder);
  if (claimed < 0) return claimed;
  const request = { type: URB_BULK, endpoint: endpoint.options.address, flags: 0, buffer, length };
  const out = isIn(request) ? Buffer.alloc(0) : memory.read(pid, buffer, length);
  const transfer = makeTransfer(request, out, (status) => {
    clearTimeout(timer);
    later(status === 0 ? handOver() : status);
  });
  const handOver = (): number => {
    try {
      memory.write(pid, buffer, Buffer.concat(transfer.packets));
      return transfer.actual;
    } catch {
      return -EFAULT;
    }
  };
  const expire = (): void => void endpoint.cancel(transfer, -ETIMEDOUT);
  const timer = timeout === 0 ? undefined : setTimeout(expire, timeout);
  device.submit(endpoint, transfer);
  return () => void endpoint.cancel(transfer, -ENOENT);
}
