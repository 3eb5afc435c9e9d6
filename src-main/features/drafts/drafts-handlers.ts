import { handlers } from '../handlers.ts';
import { discardDraft, findDraft, listDrafts, saveDraft } from './draft-store.ts';

export const drafts = handlers.drafts.router({
  list: handlers.drafts.list.handler(({ context: { counter } }) => listDrafts(counter.store)),

  get: handlers.drafts.get.handler(({ input, context: { counter } }) => findDraft(counter.store, input.cnic) ?? null),

  save: handlers.drafts.save.handler(({ input, context: { counter } }) => {
    const savedAt = new Date(counter.clock.now()).toISOString();
    saveDraft(counter.store, input, { id: counter.session.actor.id, at: savedAt });
    return { savedAt };
  }),

  discard: handlers.drafts.discard.handler(({ input, context: { counter } }) => {
    discardDraft(counter.store, input.cnic);
  }),
});
