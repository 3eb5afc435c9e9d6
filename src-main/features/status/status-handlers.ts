import { handlers } from '../handlers.ts';

export const status = handlers.status.router({
  now: handlers.status.now.handler(({ context: { counter } }) => counter.status.now()),

  watch: handlers.status.watch.handler(async function* ({ context: { counter }, signal }) {
    const changes = counter.status.changes.subscribe('status', signal === undefined ? {} : { signal });
    yield counter.status.now();
    yield* changes;
  }),
});
