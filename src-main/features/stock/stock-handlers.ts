import { streamParts } from '../../../src-shared/ids.ts';
import { devicesSubject, stockSubject } from '../../../src-shared/ledger/subjects.ts';
import type { NewAct } from '../../store/journal.ts';
import { act } from '../act.ts';
import { today } from '../applications/find-application.ts';
import { deny, handlers } from '../handlers.ts';
import { cardAccount, openAccounts } from './card-account.ts';
import { spoiledBlank } from './spoiled-blank.ts';
import { stockOf } from './stock-day.ts';

export const stock = handlers.stock.router({
  today: handlers.stock.today.handler(({ context: { counter } }) => stockOf(counter, today(counter))),

  receive: handlers.stock.receive.handler(({ input, context: { counter } }) => {
    const { centre } = streamParts(counter.identity.place.stream);
    act(counter, { type: 'stock.received', subject: stockSubject(centre, today(counter)), data: input });
    return stockOf(counter, today(counter));
  }),

  cardAccount: handlers.stock.cardAccount.handler(({ context: { counter } }) => {
    counter.cards.look();
    return cardAccount(counter, today(counter));
  }),

  explainCards: handlers.stock.explainCards.handler(({ input, context: { counter } }) => {
    const { serial, blanks, reason } = input;
    const open = openAccounts(counter, serial);
    if (open.length === 0) deny('stock.nothingUnexplained');
    const total = open.reduce((sum, { cards }) => sum + cards, 0);
    if (blanks > Math.max(0, total)) deny('stock.tooManyBlanks');
    act(counter, ...explanations(open, input), ...Array.from({ length: blanks }, () => spoiledBlank(counter, reason)));
    return cardAccount(counter, today(counter));
  }),
});

interface Explanation {
  readonly serial: string;
  readonly blanks: number;
  readonly reason: string;
}

/** One for each epoch with cards open; no more blanks to one than it has cards too many. */
function explanations(open: ReturnType<typeof openAccounts>, { serial, blanks, reason }: Explanation): NewAct[] {
  let left = blanks;
  return open.map(({ stream, cards }) => {
    const booked = Math.min(left, Math.max(0, cards));
    left -= booked;
    const data = { serial, cards, blanks: booked, reason };
    return { type: 'printer.cardsExplained', subject: devicesSubject(stream), data };
  });
}
