import { afterEach, beforeEach, expect, test } from 'vitest';
import { putConfirmed } from '../../src-main/store/confirmed.ts';
import { findSubject, writeSubjects } from '../../src-main/store/subjects.ts';
import type { Subject } from '../../src-shared/ledger/entry.ts';
import type { SubjectState } from '../../src-shared/ledger/state.ts';
import { TestStore, wholeWay } from '../support/test-store.ts';

let kept: TestStore;
beforeEach(() => {
  kept = new TestStore();
  kept.live(wholeWay);
});
afterEach(() => kept.destroy());

const first = 'person:7110312345671' as Subject;
const second = 'person:7110312345689' as Subject;

/** The same licence number, with all else of another person. */
function sameNumber(): SubjectState {
  const text = JSON.stringify(findSubject(kept.store, first)).replaceAll('7110312345671', '7110312345689');
  return JSON.parse(text.replaceAll(/"0[0-9a-f]{7}-(?=[0-9a-f]{4}-7)/g, '"0fffffff-')) as SubjectState;
}

function write(subject: Subject, after: SubjectState | undefined): void {
  const before = findSubject(kept.store, subject);
  kept.store.transact(() => writeSubjects(kept.store, [{ subject, before, after }]));
}

function confirm(subject: Subject, state: SubjectState | undefined): void {
  kept.store.transact(() => {
    putConfirmed(kept.store, subject, { state, base: 0 });
    writeSubjects(kept.store, [{ subject, before: state, after: state }]);
  });
}

function shown(): string[] {
  return kept.store.all(kept.store.sql.selectFrom('licence').select('subject')).map(({ subject }) => subject);
}

test('a number that was given twice is shown for whom central confirmed it, whoever was written last', () => {
  confirm(first, findSubject(kept.store, first));
  write(second, sameNumber());
  expect(shown()).toEqual([first]);
});

test('central’s word alone moves it to the other, and back when that one falls', () => {
  const other = sameNumber();
  write(second, other);
  expect(shown()).toEqual([first]);
  confirm(second, other);
  expect(shown()).toEqual([second]);
  write(second, undefined);
  expect(shown()).toEqual([first]);
});

test('two people of one page are no other case', () => {
  const [one, other] = [findSubject(kept.store, first), sameNumber()];
  write(first, undefined);
  const edits = [
    { subject: first, before: undefined, after: one },
    { subject: second, before: undefined, after: other },
  ];
  kept.store.transact(() => writeSubjects(kept.store, edits));
  expect(shown()).toEqual([first]);
});
