import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Condition, When } from '../../src-shared/catalogue/condition.ts';
import { checkTimelines, datedRule } from '../../src-shared/catalogue/dated-rule.ts';
import { HouseFile, HouseRule, PaymentMethod } from '../../src-shared/catalogue/house-file.ts';
import {
  DocumentRule,
  FeeRule,
  FormField,
  Grant,
  PrintKind,
  ServiceFile,
  Step,
  StepKind,
  TermRule,
  TestRule,
  ValidityRule,
  YearsRule,
} from '../../src-shared/catalogue/service-file.ts';
import { SaidKey } from '../../src-shared/catalogue/said.ts';
import en from '../../src-shared/i18n/en.json' with { type: 'json' };

const page = readFileSync(join(import.meta.dirname, '../../docs/catalogue.md'), 'utf8');
const common = Object.keys(datedRule);

/** The part of the page under a heading, up to the next of its rank or above. */
function under(heading: string): string {
  const begin = page.indexOf(`${heading}\n`);
  if (begin < 0) throw new Error(`no heading ${heading}`);
  const rank = /^#+/.exec(heading)![0];
  const rest = page.slice(begin + heading.length);
  const end = rest.search(new RegExp(`\\n#{1,${rank.length}} `));
  return end < 0 ? rest : rest.slice(0, end);
}

/** What a part of the page does not name in code. */
function unnamed(heading: string, names: readonly string[]): string[] {
  const part = under(heading);
  return names.filter((name) => !new RegExp(`\`"?${name}"?\``).test(part));
}

type Shape = { readonly shape: Record<string, unknown> };

function ownFields(schemas: readonly Shape[], apart: readonly string[] = common): string[] {
  return [...new Set(schemas.flatMap(({ shape }) => Object.keys(shape)))].filter((name) => !apart.includes(name));
}

function literals(union: { readonly options: readonly Shape[] }, key: string): string[] {
  return union.options.map(({ shape }) => (shape[key] as z.ZodLiteral<string>).value);
}

describe('docs/catalogue.md names all there is', () => {
  test.each([
    ['## What every rule says of itself', common],
    ['## The head: `house.json`', Object.keys(HouseFile.shape)],
    ['## The head: `house.json`', literals(HouseRule, 'rule')],
    ['## The head: `house.json`', ownFields(HouseRule.options)],
    ['## The head: `house.json`', PaymentMethod.options],
    ['## A service', Object.keys(ServiceFile.shape)],
    ['## A service', [...PrintKind.options, ...ServiceFile.shape.categories.options]],
    ['### Who may apply: `applicant`', literals(Condition, 'is')],
    ['### Who may apply: `applicant`', ownFields(Condition.options)],
    ['### Under which circumstances: `when`', Object.keys(When.shape)],
    ['### Questions: `form`', [...Object.keys(FormField.shape), ...FormField.shape.kind.options]],
    ['### Papers: `documents`', ownFields([DocumentRule])],
    ['### Tests: `tests`', ownFields([TestRule])],
    ['### Tests: `tests`', Object.keys(TestRule.shape.paper.unwrap().shape)],
    ['### Fees: `fees`', ownFields(FeeRule.options)],
    ['### Years and validity: `years`, `validity`', ownFields([YearsRule, ValidityRule])],
    ['### Terms: `terms`', ownFields([TermRule])],
    ['### Steps: `steps`', [...Object.keys(Step.shape), ...StepKind.options]],
    ['### What is kept: `grant`', [...literals(Grant, 'does'), ...ownFields(Grant.options)]],
  ])('%s', (heading, names) => {
    expect(names.length).toBeGreaterThan(0);
    expect(unnamed(heading, names)).toEqual([]);
  });
});

test('its examples are rules that can be read, and follow each other', () => {
  const lists = { fees: z.array(FeeRule), applicant: z.array(Condition) };
  const found = [...page.matchAll(/```json (\w+)\n([\s\S]*?)```/g)];
  expect(found.map(([, list]) => list)).toEqual(['fees', 'applicant']);
  for (const [, list, text] of found) {
    const rules = lists[list as keyof typeof lists].parse(JSON.parse(text!));
    expect(checkTimelines(rules)).toEqual([]);
  }
});

test('every kind of sentence a rule may say has its words', () => {
  expect(Object.keys(en.catalogue.says).toSorted()).toEqual(SaidKey.options.toSorted());
  expect(Object.keys(en.catalogue.step).toSorted()).toEqual(StepKind.options.toSorted());
  expect(Object.keys(en.catalogue.print).toSorted()).toEqual(PrintKind.options.toSorted());
});
