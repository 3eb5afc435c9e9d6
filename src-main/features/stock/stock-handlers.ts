import { streamParts } from '../../../src-shared/ids.ts';
import { devicesSubject, stockSubject } from '../../../src-shared/ledger/subjects.ts';
import type { NewAct } from '../../store/journal.ts';
import { act } from '../act.ts';
import { today } from '../applications/find-application.ts';
import { deny, handlers } from '../handlers.ts';
import { cardAccount, openAlerts } from './card-account.ts';
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
    const open = openAlerts(counter).filter((each) => each.serial === serial);
    if (open.length === 0) deny('stock.nothingUnexplained');
    const cards = open.reduce((sum, each) => sum + each.cards, 0);
    if (blanks > Math.max(0, cards)) deny('stock.tooManyBlanks');
    const subject = devicesSubject(counter.identity.place.stream);
    const explained: NewAct = { type: 'printer.cardsExplained', subject, data: { serial, cards, blanks, reason } };
    act(counter, explained, ...Array.from({ length: blanks }, () => spoiledBlank(counter, reason)));
    return cardAccount(counter, today(counter));
  }),
});
