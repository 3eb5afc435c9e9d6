import { serveUsb } from '../../devices/usb/serve-usb.ts';

/** The USB process of the desktop app: started by the main process, which hands it the core's port. */
process.parentPort.on('message', ({ ports: [port] }) => {
  if (port === undefined) return;
  void serveUsb({
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process has no origin
    send: (message) => port.postMessage(message),
    onMessage: (take) => {
      port.on('message', ({ data }) => take(data));
      port.start();
    },
    onGone: (gone) => port.on('close', gone),
  });
});
