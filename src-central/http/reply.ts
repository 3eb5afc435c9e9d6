import type { IncomingMessage, ServerResponse } from 'node:http';
import { centralStatus } from '../../src-shared/contract/central/faults.ts';
import { retryAfter, type ApiError } from './api-error.ts';

/** A room's answer to one request. */
export type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** An error in the shape of the contract, for what fails before a procedure is found. */
export function sendError(response: ServerResponse, error: ApiError): void {
  if (response.headersSent) return void response.destroy();
  sayWhen(response, error);
  if (error.status === centralStatus['central.tooLarge']) response.setHeader('connection', 'close');
  send(response, error.status, ['application/json', JSON.stringify(error.toJSON())]);
}

/** Tells when to come again, where that makes sense: whoever answers, a room or a procedure. */
export function sayWhen(response: ServerResponse, error: ApiError): void {
  const later = retryAfter(error);
  if (later !== undefined && !response.headersSent) response.setHeader('retry-after', later);
}

export function send(response: ServerResponse, status: number, [type, body]: readonly [string, string | Buffer]): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
}
