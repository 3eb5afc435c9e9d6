import type { Day } from '../ids.ts';
import { addDays } from '../licensing/calendar.ts';
import type { CatalogueFiles } from './read-catalogue.ts';
import { isInForce, type DatedRule } from './dated-rule.ts';
import { datedRulesOf } from './service-rules.ts';

/** One rule that begins, ends or is said otherwise from a day on. `where` is a service, or `house`. */
export interface RuleChange {
  readonly where: string;
  readonly id: string;
  /** The rule until then and from then on; null where there is none. */
  readonly before: DatedRule | null;
  readonly after: DatedRule | null;
}

/** What is otherwise on `to` than on `from`: the preview of "what changes on the 1st". */
export function changesBetween(
  old: { files: CatalogueFiles; day: Day },
  next: { files: CatalogueFiles; day: Day },
): readonly RuleChange[] {
  const before = rulesByName(old.files, old.day);
  const after = rulesByName(next.files, next.day);
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const [was, is] = [before.get(name) ?? null, after.get(name) ?? null];
    if (JSON.stringify(contentOf(was)) === JSON.stringify(contentOf(is))) return [];
    const [where = '', id = ''] = name.split('/');
    return [{ where, id, before: was, after: is }];
  });
}

/** The days after `from` on which something begins to be otherwise, soonest first. */
export function daysOfChange(files: CatalogueFiles, from: Day): readonly Day[] {
  const rules = [...files.house.rules, ...files.services.flatMap(datedRulesOf)];
  const days = rules.flatMap((rule) => [rule.from, ...(rule.to === null ? [] : [addDays(rule.to, 1)])]);
  return [...new Set(days.filter((day) => day > from))].toSorted();
}

function rulesByName(files: CatalogueFiles, day: Day): Map<string, DatedRule> {
  const lists = [
    { where: 'house', rules: files.house.rules as readonly DatedRule[] },
    ...files.services.map((file) => ({ where: file.service as string, rules: datedRulesOf(file) })),
  ];
  return new Map(
    lists.flatMap(({ where, rules }) =>
      rules.filter((rule) => isInForce(rule, day)).map((rule) => [`${where}/${rule.id}`, rule] as const),
    ),
  );
}

/** What a rule says, without the days it says it in. */
function contentOf(rule: DatedRule | null): unknown {
  return rule === null ? null : { ...rule, from: null, to: null, reference: null };
}
