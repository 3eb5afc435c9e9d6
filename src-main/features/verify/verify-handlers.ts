import { trustedNow } from '../../store/server-clock.ts';
import { deny, handlers } from '../handlers.ts';
import { trustOf } from '../trust/trust-board.ts';
import { checkNumber, checkText } from './check-card.ts';
import { statusAgeAt } from './checked-view.ts';

export const verify = handlers.verify.router({
  text: handlers.verify.text.handler(({ input, context: { counter } }) => checkText(counter, input)),

  picture: handlers.verify.picture.handler(async ({ input: { picture }, context: { counter } }) => {
    const reading = await counter.codes.read(await bytesOf(picture));
    return reading.ok ? checkText(counter, { text: reading.text, by: 'picture' }) : deny(reading.code);
  }),

  number: handlers.verify.number.handler(({ input, context: { counter } }) => checkNumber(counter, input.number)),

  look: handlers.verify.look.handler(async ({ input: { picture }, context: { counter } }) => {
    const reading = await counter.codes.read(await bytesOf(picture), { quick: true });
    return { text: reading.ok ? reading.text : null };
  }),

  status: handlers.verify.status.handler(({ context: { counter } }) =>
    statusAgeAt({ asOf: trustOf(counter.store).asOf, now: trustedNow(counter) }),
  ),
});

async function bytesOf(picture: Blob): Promise<Uint8Array> {
  return new Uint8Array(await picture.arrayBuffer());
}
