import { z } from 'zod';
import { Day } from '../ids.ts';
import { addDays } from '../licensing/calendar.ts';

/** Names one rule of a service, e.g. `ageCar`; the rules of one name follow each other in time. */
export const RuleId = z.string().regex(/^[a-z][A-Za-z0-9]{1,39}$/);
export type RuleId = z.infer<typeof RuleId>;

/**
 * What every rule says of itself: the days it is in force, both included, and the notification it comes
 * from. `off` says that nothing is asked for in that time, as when a rule is waived.
 */
export const datedRule = {
  id: RuleId,
  from: Day,
  to: Day.nullable(),
  reference: z.string().min(3).max(200),
  off: z.literal(true).optional(),
};

export interface DatedRule {
  readonly id: RuleId;
  readonly from: Day;
  readonly to: Day | null;
  readonly reference: string;
  readonly off?: true | undefined;
}

export function isInForce(rule: DatedRule, day: Day): boolean {
  return rule.from <= day && (rule.to === null || day <= rule.to);
}

/** The rules that ask for something on a day, in the order of the file. */
export function rulesOn<Rule extends DatedRule>(rules: readonly Rule[], day: Day): readonly Rule[] {
  return rules.filter((rule) => isInForce(rule, day) && rule.off === undefined);
}

/** Something wrong with the days of the rules of one name; `index` is the rule's place in the list. */
export interface TimelineProblem {
  readonly index: number;
  readonly id: RuleId;
  readonly what: 'backwards' | 'overlap' | 'gap' | 'ends';
  readonly day: Day;
}

/** Rules of one name must follow each other day by day, without overlap or gap, and the last must have no end. */
export function checkTimelines(rules: readonly DatedRule[]): readonly TimelineProblem[] {
  const names = [...new Set(rules.map((rule) => rule.id))];
  return names.flatMap((id) => {
    const line = rules
      .map((rule, index) => ({ rule, index }))
      .filter(({ rule }) => rule.id === id)
      .toSorted((a, b) => (a.rule.from < b.rule.from ? -1 : 1));
    return line.flatMap(({ rule, index }, place) => {
      const next = line[place + 1]?.rule;
      const problem = (what: TimelineProblem['what'], day: Day) => [{ index, id, what, day }];
      if (rule.to !== null && rule.to < rule.from) return problem('backwards', rule.to);
      if (next === undefined) return rule.to === null ? [] : problem('ends', rule.to);
      if (rule.to === null || next.from <= rule.to) return problem('overlap', next.from);
      return next.from > addDays(rule.to, 1) ? problem('gap', addDays(rule.to, 1)) : [];
    });
  });
}
