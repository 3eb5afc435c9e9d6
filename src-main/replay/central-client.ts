import { createORPCClient } from '@orpc/client';
import { ResponseValidationPlugin } from '@orpc/contract/plugins';
import type { ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { centralContract, type CentralContract } from '../../src-shared/contract/central.ts';
import { toCentralFault } from './central-fault.ts';
import { guardedFetch, type Fetch } from './guarded-fetch.ts';

/** A call may take this long, unless told otherwise; a long poll its wait on top. */
const CALL_MS = 30_000;

export type CentralApi = ContractRouterClient<CentralContract, { extraMs?: number }>;

/** How central is reached. */
export interface CentralAddress {
  readonly url: string;
  /** Empty before enrolment. */
  readonly apiKey: string;
  readonly fetch: Fetch;
  readonly callMs?: number;
  /** Called for every success: the line works. */
  readonly onAnswer?: () => void;
}

/**
 * Central's contract over HTTP. Every answer is checked against the contract; whatever goes wrong is a
 * `Fault` of the closed list; `central.insecure` for plain http to another machine.
 */
export function connectCentral({ url, apiKey, fetch: send, callMs = CALL_MS, onAnswer }: CentralAddress): CentralApi {
  const link = new OpenAPILink<{ extraMs?: number }>(centralContract, {
    url,
    headers: apiKey === '' ? {} : { authorization: `Bearer ${apiKey}` },
    fetch: (request, _init, { context, signal }) =>
      guardedFetch(send, request, { timeoutMs: callMs + (context.extraMs ?? 0), signal }),
    interceptors: [
      async (call) => {
        try {
          const output = await call.next();
          onAnswer?.();
          return output;
        } catch (error) {
          throw toCentralFault(error);
        }
      },
    ],
    plugins: [new ResponseValidationPlugin(centralContract)],
  });
  return createORPCClient(link);
}
