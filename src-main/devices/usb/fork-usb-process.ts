import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { StartUsbProcess } from './usb-process-link.ts';

const ENTRY = join(import.meta.dirname, 'usb-process.ts');

/**
 * Starts the USB process by plain Node. Its messages carry bytes as they are (structured clone over the
 * IPC channel). `prefix` is a command that runs another: `nsenter …` puts the process into a namespace.
 */
export function forkUsbProcess(prefix: readonly string[] = []): StartUsbProcess {
  return ({ message, ended }) => {
    const node = [process.execPath, ENTRY] as const;
    const [program, ...args] = prefix[0] === undefined ? node : ([prefix[0], ...prefix.slice(1), ...node] as const);
    // Standard output belongs to the host: the loopback host speaks to its launcher over it.
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], serialization: 'advanced' });
    child.on('message', message);
    child.once('exit', ended);
    // Not started at all, or its channel broke: either way it is over.
    child.on('error', () => {
      child.kill('SIGKILL');
      if (child.pid === undefined) ended();
    });
    return {
      pid: child.pid,
      send: (toUsb) => void (child.connected && child.send(toUsb)),
      kill: () => void child.kill('SIGKILL'),
    };
  };
}
