import { parentPort } from 'node:worker_threads';
import { readCode, type CodeReading } from './read-code.ts';

/** One picture to be searched. */
export interface CodeAsk {
  readonly id: number;
  readonly picture: Uint8Array;
  readonly quick: boolean;
}

export interface CodeAnswer {
  readonly id: number;
  readonly reading: CodeReading;
}

/** The worker thread that looks for codes in pictures; started by `CodeReader`, one picture after the other. */
const port = parentPort;
if (port !== null) {
  port.on('message', ({ id, picture, quick }: CodeAsk) => {
    void readCode(picture, { quick })
      // Whatever broke in a decoder: no code was found in that.
      .catch((): CodeReading => ({ ok: false, code: 'verify.notAPicture' }))
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      .then((reading) => port.postMessage({ id, reading } satisfies CodeAnswer));
  });
}
