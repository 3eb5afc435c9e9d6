import { describe, expect, it } from 'vitest';
import { linesOf } from '../../src-renderer/features/exceptions/exception-lines.ts';
import { exceptionsTone } from '../../src-renderer/features/exceptions/exceptions-tone.ts';
import { holdingUp } from '../../src-renderer/features/exceptions/holding-up.ts';
import type { ExceptionView, RecallView } from '../../src-shared/contract/counter/exceptions.ts';
import type { EntryView } from '../../src-shared/contract/counter/views.ts';

const NOW = '2026-11-22T08:00:00.000Z';
const aCase = (entryId: string, dueAt: string, state: ExceptionView['state'] = 'open') =>
  ({ entryId, dueAt, state }) as unknown as ExceptionView;
const aRecall = (jobId: string, dueAt: string, state: RecallView['state'] = 'open') =>
  ({ jobId, dueAt, state }) as unknown as RecallView;
const keys = (list: Parameters<typeof linesOf>[0], all: Parameters<typeof linesOf>[1]) =>
  linesOf(list, all, NOW).map(({ name, items }) => [name, ...items.map((line) => line.key)]);

describe('the lists of the exceptions screen', () => {
  const everything = {
    cases: [
      aCase('later', '2026-11-25T08:00:00.000Z'),
      aCase('soon', '2026-11-22T09:00:00.000Z', 'proposed'),
      aCase('late', '2026-11-21T08:00:00.000Z', 'decided'),
      aCase('latest', '2026-11-20T08:00:00.000Z'),
      aCase('done', '2026-11-19T08:00:00.000Z', 'closed'),
      aCase('done later', '2026-11-23T08:00:00.000Z', 'closed'),
    ],
    recalls: [aRecall('card', NOW), aRecall('old card', '2026-11-21T08:00:00.000Z'), aRecall('back', NOW, 'closed')],
  };

  it('puts what is longest overdue first, whatever its state', () => {
    expect(keys('cases', everything)).toEqual([
      ['overdue', 'latest', 'late'],
      ['open', 'soon', 'later'],
    ]);
  });

  it('asks for overdue cards before the others', () => {
    expect(keys('recalls', everything)).toEqual([
      ['recallsOverdue', 'old card'],
      ['recalls', 'card'],
    ]);
  });

  it('keeps what is settled to look up, the newest first', () => {
    expect(keys('settled', everything)).toEqual([
      ['settled', 'done later', 'done'],
      ['recallsClosed', 'back'],
    ]);
  });
});

describe('how much the exceptions press', () => {
  it('is never nothing while one is open or a card is out', () => {
    const none = { open: 0, overdue: 0, recalls: 0, band: 'ok' as const };
    expect(exceptionsTone(none)).toBe('ok');
    expect(exceptionsTone({ ...none, open: 1 })).toBe('warn');
    expect(exceptionsTone({ ...none, recalls: 1 })).toBe('warn');
    expect(exceptionsTone({ ...none, open: 1, band: 'stop' })).toBe('stop');
  });
});

describe('what holds up a person’s case', () => {
  const entry = (id: string, state: EntryView['state']) => ({ id, state }) as unknown as EntryView;

  it('is nothing once central has applied or rejected all', () => {
    expect(holdingUp([])).toBeNull();
    expect(holdingUp([entry('b', 'rejected'), entry('a', 'applied')])).toBeNull();
  });

  it('is the exception, not what waits behind it', () => {
    const newestFirst = [entry('d', 'waiting'), entry('c', 'parked'), entry('b', 'exception'), entry('a', 'applied')];
    expect(holdingUp(newestFirst)).toBe('b');
  });

  it('is the first of those that merely wait', () => {
    expect(holdingUp([entry('c', 'waiting'), entry('b', 'waiting'), entry('a', 'received')])).toBe('b');
  });
});
