import { expect, it } from 'vitest';
import { compilerFor, settleStatements } from '../../src-shared/ledger/settle.ts';
import type { LedgerTables } from '../../src-shared/ledger/tables.ts';

const people = (count: number) => {
  const row = (number: number) => ({ cnic: `71501${number}`, subject: `person:71501${number}`, name_en: 'A' });
  return {
    put: new Map([['person' as const, Array.from({ length: count }, (_, index) => row(index))]]),
    remove: new Map(),
  };
};

it('writes any number of rows with one text a table, where each text is a statement to keep', () => {
  const sql = compilerFor<LedgerTables>('sqlite');
  const written = [3, 40, 200].flatMap((count) =>
    settleStatements(sql, people(count), 1).map((each) => each.compile()),
  );
  expect(written.length).toBe(243);
  expect(new Set(written.map((each) => each.sql)).size).toBe(1);
  expect(written.at(-1)?.parameters).toEqual(['71501199', 'person:71501199', 'A']);
});

it('writes them in one statement, where each is a round trip', () => {
  const sql = compilerFor<LedgerTables>('postgres');
  const statements = settleStatements(sql, people(200));
  expect(statements.map((each) => each.compile().parameters.length)).toEqual([600]);
});
