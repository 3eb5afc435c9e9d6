import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { csv } from '../../src-main/papers/csv.ts';
import { readCsv } from '../support/read-csv.ts';

test('a file begins with the byte order mark; records end in CRLF and are alike in length', () => {
  expect(
    csv([
      ['a', 1],
      ['b, "c"', { paisa: 123_456 }, -2],
    ]),
  ).toBe('\uFEFFa,1,\r\n"b, ""c""",1234.56,-2\r\n');
});

test.each(['=1+1', '+49', '-2', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\u200B=1', '＝1', '\uFF201'])(
  'the text %j is shown, not run',
  (text) => {
    expect(readCsv(csv([[text]]).slice(1))).toEqual([[`'${text}`]]);
  },
);

test('ordinary text, a number and an amount stay as they are', () => {
  expect(readCsv(csv([["O'Neil", 'نمونہ شخص', 'op-1', -1, { paisa: 5 }]]).slice(1))).toEqual([
    ["O'Neil", 'نمونہ شخص', 'op-1', '-1', '0.05'],
  ]);
});

test('whatever the texts, they read back and none can be a formula', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '"', ',', "'", '\r', '\n', '\t', ' ', 'a') }),
  );
  fc.assert(
    fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 2 }), { minLength: 1 }), (records) => {
      const back = readCsv(csv(records).slice(1));
      expect(back.map((record) => record.map((each) => each.replace(/^'/, '')))).toEqual(
        records.map((record) => record.map((each) => each.replace(/^'/, ''))),
      );
      for (const field of back.flat()) expect(field).not.toMatch(/^\s*[=+\-@]|^[\t\r]/);
    }),
  );
});
