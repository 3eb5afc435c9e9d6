import type { ClaimView } from '../../../src-shared/contract/counter/claims.ts';
import { streamParts, type StaffId, type StreamId } from '../../../src-shared/ids.ts';
import { handlers } from '../handlers.ts';

export const claims = handlers.claims.router({
  take: handlers.claims.take.handler(async ({ input, context: { counter } }) => {
    const { actor } = counter.session;
    const taken = await counter.claims.take(input.cnic, actor);
    if (taken === 'unknown') return { state: taken, centre: null, counter: null, actor: null, until: null };
    if (taken !== 'mine') return viewOf('mate', taken);
    return viewOf('mine', { stream: counter.identity.place.stream, actor: actor.id, until: null });
  }),

  release: handlers.claims.release.handler(({ input, context: { counter } }) => counter.claims.release(input.cnic)),
});

function viewOf(
  state: 'mine' | 'mate',
  { stream, actor, until }: { stream: StreamId; actor: StaffId; until: string | null },
): ClaimView {
  const { centre, counter } = streamParts(stream);
  return { state, centre, counter, actor, until };
}
