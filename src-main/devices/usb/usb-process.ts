import { serveUsb } from './serve-usb.ts';

/** The USB process of a plain Node host, started by `forkUsbProcess`; speaks over the IPC channel. */
await serveUsb({
  send: (message) => process.send?.(message),
  onMessage: (take) => process.on('message', take),
  onGone: (gone) => process.on('disconnect', gone),
});
