import type { IncomingMessage } from 'node:http';
import { Fault } from '../../src-shared/errors.ts';
import { readBytes } from '../http/body.ts';

/** A form with files. Errors: `central.tooLarge`, `input.malformed`. */
export async function readForm(request: IncomingMessage, most: number): Promise<FormData> {
  const bytes = await readBytes(request, most);
  const type = request.headers['content-type'] ?? '';
  try {
    return await new Response(bytes, { headers: { 'content-type': type } }).formData();
  } catch (cause) {
    throw new Fault('input.malformed', { path: 'form' }, { cause });
  }
}
