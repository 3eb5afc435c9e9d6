import type { WebSocket } from 'ws';
import { MOST_MESSAGE } from '../message-limits.ts';

/** Close code for a message that is too long (RFC 6455, 7.4.1). */
const TOO_BIG = 1009;

type Heard = { readonly data: unknown };

/**
 * The socket of a screen with a doorkeeper: only a message with a file, which comes as bytes, may be long;
 * how long, the server itself limits.
 */
export function screenSocket(socket: WebSocket): Pick<WebSocket, 'addEventListener' | 'send'> {
  return {
    send: socket.send.bind(socket),
    addEventListener: ((event: 'message' | 'close', listener: (heard: Heard) => void) => {
      if (event === 'close') socket.addEventListener('close', () => listener({ data: undefined }));
      else
        socket.addEventListener('message', ({ data }) => {
          if (typeof data !== 'string' || Buffer.byteLength(data) <= MOST_MESSAGE) listener({ data });
          else socket.close(TOO_BIG);
        });
    }) as WebSocket['addEventListener'],
  };
}
