import * as fc from 'fast-check';
import { Client } from 'pg';
import { inject, afterAll, beforeAll, expect, test } from 'vitest';
import { bigintArray, textArray } from '../../src-central/database/array-parameter.ts';

let client: Client;
beforeAll(async () => {
  client = new Client({ connectionString: inject('postgresUrl') });
  await client.connect();
});
afterAll(() => client.end());

async function back<Value>(type: string, array: Buffer): Promise<Value[]> {
  const { rows } = await client.query<{ each: Value }>(`select each from unnest($1::${type}[]) as each`, [array]);
  return rows.map(({ each }) => each);
}

test('PostgreSQL reads back every list as it was written', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constant('NULL'),
    fc.constant('{"a,b"}'),
    fc.constant('گلگت\\'),
  );
  const texts = fc.array(fc.option(text.map((each) => each.replaceAll('\0', ''))));
  const same = fc.asyncProperty(texts, async (list) => {
    expect(await back('text', textArray(list))).toEqual(list);
  });
  await fc.assert(same, { numRuns: 60 });
  const numbers = [0, -1, 1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];
  expect((await back('bigint', bigintArray(numbers))).map(Number)).toEqual(numbers);
});

test('PostgreSQL refuses a list of something else, and text with U+0000', async () => {
  await expect(back('bigint', textArray(['1']))).rejects.toThrow();
  await expect(back('text', textArray(['\0']))).rejects.toMatchObject({ code: '22021' });
});
