import type { Condition, When } from './condition.ts';
import type { DatedRule } from './dated-rule.ts';
import type { HouseRule } from './house-file.ts';
import type { Said, SaidKey, SaidPart, SaidValue } from './said.ts';
import type {
  DocumentRule,
  FeeRule,
  ServiceFile,
  TermRule,
  TestRule,
  ValidityRule,
  YearsRule,
} from './service-file.ts';

/** Any rule of a catalogue, of the house or of a service. */
export type AnyRule = Condition | HouseRule | DocumentRule | FeeRule | TermRule | TestRule | ValidityRule | YearsRule;

/** What a rule says, in words of the texts. `of` is the service it belongs to; a share names that service's lines. */
export function sayRule(rule: AnyRule | DatedRule, of: ServiceFile | undefined): Said {
  if (rule.off === true) return said('off');
  if ('is' in rule) return sayCondition(rule);
  if ('rule' in rule) return sayHouse(rule);
  if ('test' in rule) return sayTest(rule);
  if ('lasts' in rule) return sayValidity(rule);
  if ('minimum' in rule) return sayYears(rule);
  if ('document' in rule) return said('paper', { label: rule.label }, whenParts(rule.when));
  if ('text' in rule) return said('term', { text: rule.text });
  if ('each' in rule) return sayFee(rule, of);
  return said('other', { fields: rule.id });
}

export function said(key: SaidKey, values: Record<string, SaidValue> = {}, when: readonly SaidPart[] = []): Said {
  return { key, values, when: [...when] };
}

function part(key: SaidKey, values: Record<string, SaidValue> = {}): SaidPart {
  return { key, values };
}

function sayFee(rule: FeeRule, of: ServiceFile | undefined): Said {
  const { label, when } = rule;
  if (rule.each === 'share') {
    const lines = of?.fees.filter(({ id }) => rule.of.includes(id)).map((line) => line.label) ?? [];
    const words = lines.filter((each, index) => lines.findIndex(({ en }) => en === each.en) === index);
    return said('feeShare', { label, percent: rule.hundredths / 100, of: { words } }, whenParts(when));
  }
  // A line's label says of which category it is: receipts have no other word for it.
  const key = rule.each === 'year' ? 'feeYear' : 'feeEach';
  return said(key, { label, amount: rule.amount }, whenParts(when));
}

function sayCondition(rule: Condition): Said {
  switch (rule.is) {
    case 'age': {
      const of = rule.category === undefined ? [] : [part('whenCategory', { categories: categories([rule.category]) })];
      return said('age', { years: rule.minimum }, of);
    }
    case 'holds': {
      const lapsed = rule.lapsedDays === 0 ? [] : [part('holdsLapsed', { days: rule.lapsedDays })];
      const { document, forDays: days } = rule;
      return days === 0 ? said('holds', { document }, lapsed) : said('holdsFor', { document, days }, lapsed);
    }
    case 'holdsNone':
      return said('holdsNone', { document: rule.document });
    case 'renewable':
      return said('renewable', { document: rule.document, before: rule.beforeDays, after: rule.afterDays });
    case 'waited':
      return said('waited', { days: rule.days });
    case 'nothingPending':
    case 'notBarred':
    case 'ofThisCentre':
      return said(rule.is);
  }
}

function sayTest({ test, per, paper, retestDays: days }: TestRule): Said {
  const each = per === 'category' ? [part('perCategory')] : [];
  if (test === 'road' || paper === undefined) return said('roadTest', { days }, each);
  const { questions, pass, seconds } = paper;
  return said('signTest', { questions, pass, minutes: Math.round(seconds / 6) / 10, days }, each);
}

function sayValidity({ lasts, begins }: ValidityRule): Said {
  const after = begins === 'afterOld' ? [part('afterOld')] : [];
  if (lasts === 'chosenYears') return said('validChosen', {}, after);
  if (lasts === 'unchanged') return said('validUnchanged');
  return 'months' in lasts
    ? said('validMonths', { months: lasts.months }, after)
    : said('validYears', { years: lasts.years }, after);
}

function sayYears({ minimum, maximum, usual, only }: YearsRule): Said {
  return only === undefined ? said('years', { minimum, maximum, usual }) : said('yearsOnly', { only: only.join(', ') });
}

function sayHouse(rule: HouseRule): Said {
  switch (rule.rule) {
    case 'authority':
      return said('authority', { name: rule.name });
    case 'paymentMethods':
      return said('payment', { methods: { list: 'method', names: rule.methods } });
    case 'cameraCalibration':
      return said('camera', { ...rule.policy });
    case 'printerCalibration':
      return said('printer', { ...rule.policy });
    case 'cleaning':
      return said('cleaning', { cards: rule.afterCards });
  }
}

function categories(names: readonly string[]): SaidValue {
  return { list: 'category', names: [...names] };
}

function whenParts(when: When | undefined): readonly SaidPart[] {
  if (when === undefined) return [];
  const { ageFrom, ageBelow, category, years, lateDays, field, otherCentre } = when;
  return [
    ...(ageFrom === undefined ? [] : [part('whenAgeFrom', { years: ageFrom })]),
    ...(ageBelow === undefined ? [] : [part('whenAgeBelow', { years: ageBelow })]),
    ...(category === undefined ? [] : [part('whenCategory', { categories: categories(category) })]),
    ...(years === undefined ? [] : [part('whenYears', { years: years.join(', ') })]),
    ...(lateDays === undefined ? [] : [part('whenLate', { days: lateDays })]),
    ...(field === undefined ? [] : [part('whenField', { field: field.id, is: field.is })]),
    ...(otherCentre === undefined ? [] : [part(otherCentre ? 'whenOtherCentre' : 'whenThisCentre')]),
  ];
}
