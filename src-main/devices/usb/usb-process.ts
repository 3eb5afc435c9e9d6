import { serveUsb } from './serve-usb.ts';

/**
 * The USB process of a plain Node host, started by `forkUsbProcess`; speaks over the IPC channel. A terminal's
 * Ctrl+C reaches it as well as its host: it stays until that has finished with its devices, and ends with it.
 */
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);

await serveUsb({
  send: (message) => process.send?.(message),
  onMessage: (take) => process.on('message', take),
  onGone: (gone) => process.on('disconnect', gone),
});
