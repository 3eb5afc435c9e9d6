import type { CentralAddress, CentralApi } from '../../src-main/replay/central-client.ts';
import { Line } from './line.ts';
import type { Meddling } from './meddling.ts';
import type { Schedule } from './schedule.ts';
import type { SimulatedCentral } from './simulated-central.ts';

/** What joins one run of a counter's program to central. */
interface Wiring {
  readonly schedule: Schedule;
  readonly central: SimulatedCentral;
  readonly meddling: Meddling;
  readonly line: Line;
  readonly run: { readonly alive: boolean };
}

/** HTTP requests over a counter's line. */
export function fetchOver({ schedule, central, line, run }: Wiring): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const bytes = request.body === null ? undefined : await schedule.working(request.arrayBuffer());
    const { method, url, headers } = request;
    // The request hears its caller only until it is collected as garbage, and nobody holds one that is lost.
    const signal = init?.signal ?? request.signal;
    const serve = () => {
      const body = bytes === undefined ? {} : { body: bytes };
      return central.exchange(new Request(url, { method, headers, signal, ...body }));
    };
    const name = new globalThis.URL(url).pathname.split('/').at(-1) ?? '';
    const call = { name, signal, limitMs: Line.limit(300_000), serve };
    return whileAlive(run, line.send(call)) as Promise<Response>;
  };
}

/** The contract's procedures over a counter's line. */
export function contractOver({ central, meddling, line, run }: Wiring, address: CentralAddress): CentralApi {
  const { apiKey } = address;
  const call = async (
    name: string,
    input: unknown,
    options: { signal: AbortSignal; context?: { extraMs?: number } },
  ) => {
    const { signal, context } = options;
    const serve = () => central.call(name, input, { apiKey, signal });
    const limitMs = Line.limit(context?.extraMs);
    const output = await whileAlive(run, line.send({ name, signal, limitMs, serve }));
    address.onAnswer?.();
    return meddling.answer(name, JSON.parse(JSON.stringify(output)) as unknown);
  };
  const get = (_: unknown, name: string) => (input: unknown, options: never) => call(name, input, options);
  return new Proxy({}, { get }) as CentralApi;
}

/** Whoever waits on a dead PC waits for ever. */
async function whileAlive<Value>(run: { alive: boolean }, promise: Promise<Value>): Promise<Value> {
  const forever = new Promise<never>(() => undefined);
  const outcome = await promise.then(
    (value) => () => value,
    (error: unknown) => () => {
      throw error;
    },
  );
  return run.alive ? outcome() : forever;
}
