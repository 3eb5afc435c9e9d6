import type { IncomingMessage, ServerResponse } from 'node:http';
import { centralStatus } from '../../src-shared/contract/central/faults.ts';
import { retryAfter, type toApiError } from './api-error.ts';

/** A room's answer to one request. */
export type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** An error in the shape of the contract, for what fails before a procedure is found. */
export function sendError(response: ServerResponse, error: ReturnType<typeof toApiError>): void {
  if (response.headersSent) return void response.destroy();
  const later = retryAfter(error);
  if (later !== undefined) response.setHeader('retry-after', later);
  if (error.status === centralStatus['central.tooLarge']) response.setHeader('connection', 'close');
  send(response, error.status, ['application/json', JSON.stringify(error.toJSON())]);
}

export function send(response: ServerResponse, status: number, [type, body]: readonly [string, string | Buffer]): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
}
