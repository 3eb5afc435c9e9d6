import { parentPort, workerData } from 'node:worker_threads';
import type { FromIndex, IndexPlace, ToIndex } from './index-messages.ts';
import { codeOf, IndexServer } from './serve-index.ts';

/** The worker thread that holds the search index; started by `IndexLink`, speaks over its message port. */
const port = parentPort;
if (port !== null) {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  const send = (message: FromIndex): void => port.postMessage(message);
  try {
    const server = new IndexServer(workerData as IndexPlace, send);
    port.on('message', (message: ToIndex) => {
      void server.take(message).then((last) => last && port.close());
    });
  } catch (error) {
    send({ kind: 'unopened', code: codeOf(error) });
  }
}
