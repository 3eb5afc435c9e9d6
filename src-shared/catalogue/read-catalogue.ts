import type { CatalogueProblem } from './catalogue-problem.ts';
import { checkService, timelineProblems } from './check-service.ts';
import { HouseFile } from './house-file.ts';
import { readFile, type CatalogueText, type ReadFile } from './read-file.ts';
import { ServiceFile } from './service-file.ts';

/** The name of the file with the rules of the house; all others are services. */
export const HOUSE_FILE = 'house.json';

/** All files of one version of the rules, checked. */
export interface CatalogueFiles {
  readonly house: HouseFile;
  readonly services: readonly ServiceFile[];
}

/**
 * Reads a catalogue: every file against its schema, then what only all of them together tell. One problem
 * anywhere and nothing is taken.
 */
export function readCatalogue(texts: readonly CatalogueText[]): CatalogueFiles | readonly CatalogueProblem[] {
  const problems: CatalogueProblem[] = [];
  const take = <Value>(read: ReadFile<Value> | readonly CatalogueProblem[]): ReadFile<Value>[] => {
    if ('value' in read) return [read];
    problems.push(...read);
    return [];
  };
  const [house] = texts.filter(({ file }) => file === HOUSE_FILE).flatMap((text) => take(readFile(text, HouseFile)));
  const services = texts.filter(({ file }) => file !== HOUSE_FILE).flatMap((text) => take(readFile(text, ServiceFile)));
  if (house === undefined && problems.length === 0) problems.push({ file: HOUSE_FILE, line: 1, reason: 'is missing' });
  if (house !== undefined) problems.push(...houseProblems(house));
  for (const read of services) {
    problems.push(...checkService(read));
    const first = services.find((each) => each.value.service === read.value.service);
    if (first !== read)
      problems.push(read.problem(['service'], `service ${read.value.service} is in ${first?.file} too`));
  }
  if (problems.length > 0 || house === undefined) return problems;
  return { house: house.value, services: services.map(({ value }) => value).toSorted((a, b) => a.order - b.order) };
}

/** Every rule of the house must be said, and only once at a time. */
function houseProblems(read: ReadFile<HouseFile>): readonly CatalogueProblem[] {
  const { rules, from } = read.value;
  const missing = HouseRuleNames.filter((name) => !rules.some(({ rule }) => rule === name));
  const names = rules.flatMap(({ rule, id }, index) =>
    rules.some((each) => each.rule === rule && each.id !== id)
      ? [read.problem(['rules', index, 'id'], `${rule} has two names`)]
      : [],
  );
  // The rules of the house are always asked for: none may be off, and none begin later than the version does.
  const off = rules.flatMap(({ id, off: isOff }, index) =>
    isOff === true ? [read.problem(['rules', index, 'off'], `${id}: a rule of the house is never off`)] : [],
  );
  const late = HouseRuleNames.flatMap((name) => {
    const index = rules.findIndex(({ rule }) => rule === name);
    const begins = rules
      .filter(({ rule }) => rule === name)
      .map((each) => each.from)
      .toSorted()[0];
    if (begins === undefined || begins <= from) return [];
    return [read.problem(['rules', index, 'from'], `no rule says ${name} on ${from}`)];
  });
  return [
    ...off,
    ...late,
    ...missing.map((name) => read.problem(['rules'], `no rule says ${name}`)),
    ...names,
    ...timelineProblems(read, { path: ['rules'], rules }),
  ];
}

const HouseRuleNames = ['authority', 'paymentMethods', 'cameraCalibration', 'printerCalibration', 'cleaning'] as const;
