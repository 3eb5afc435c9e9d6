import type { Central } from '../central.ts';
import type { Handle } from '../http/reply.ts';

export function createPages(_central: Central): Handle {
  return async (_request, response) => {
    response.writeHead(404).end();
  };
}
