import type { NewAct } from '../../store/journal.ts';
import { act } from '../act.ts';
import { deny, handlers } from '../handlers.ts';
import { findTill } from '../till/shifts.ts';
import { closeOfDayPage, figuresOfTill, tillsOf } from './close-of-day-page.ts';

export const closeOfDay = handlers.closeOfDay.router({
  page: handlers.closeOfDay.page.handler(({ input, context: { counter } }) => closeOfDayPage(counter, input.day)),

  close: handlers.closeOfDay.close.handler(({ input: { day }, context: { counter } }) => {
    counter.cards.look();
    const { unknowns, stage } = closeOfDayPage(counter, day);
    if (stage === 'closed') deny('till.dayClosed');
    if (unknowns > 0) deny('till.dayUnknowns', { count: unknowns });
    const acts = tillsOf(counter, day).flatMap((subject): NewAct[] => {
      if (findTill(counter, subject)?.close?.stage === 'closed') return [];
      return [{ type: 'day.closed', subject, data: { day, figures: figuresOfTill(counter, subject, day) } }];
    });
    act(counter, ...acts);
    return closeOfDayPage(counter, day);
  }),

  reopen: handlers.closeOfDay.reopen.handler(({ input, context: { counter } }) => {
    const closed = tillsOf(counter, input.day).filter(
      (subject) => findTill(counter, subject)?.close?.stage === 'closed',
    );
    if (closed.length === 0) deny('till.dayOpen');
    act(counter, ...closed.map((subject): NewAct => ({ type: 'day.reopened', subject, data: input })));
    return closeOfDayPage(counter, input.day);
  }),
});
