import type { CatalogueProblem } from './catalogue-problem.ts';
import { checkTimelines, type DatedRule } from './dated-rule.ts';
import type { ReadFile } from './read-file.ts';
import type { ServiceFile } from './service-file.ts';
import { findCycle } from './steps.ts';

/** What a schema cannot say of one service's file. */
export function checkService(read: ReadFile<ServiceFile>): readonly CatalogueProblem[] {
  const { value: service, problem } = read;
  const lists = ['years', 'applicant', 'documents', 'tests', 'fees', 'validity'] as const;
  const timelines = lists.flatMap((list) => timelineProblems(read, { path: [list], rules: service[list] }));
  return [...timelines, ...stepProblems(read), ...feeProblems(read), ...testProblems(read), ...yearProblems()];

  function yearProblems(): readonly CatalogueProblem[] {
    return service.years.flatMap(({ minimum, usual, maximum }, index) =>
      minimum <= usual && usual <= maximum
        ? []
        : [problem(['years', index], 'minimum, usual and maximum out of order')],
    );
  }
}

/** The days of a list of rules, told on the line of the rule that is wrong. */
export function timelineProblems(
  { problem }: Pick<ReadFile<unknown>, 'problem'>,
  { path, rules }: { path: readonly string[]; rules: readonly DatedRule[] },
): readonly CatalogueProblem[] {
  const reasons = {
    backwards: (day: string) => `ends on ${day}, before it begins`,
    overlap: (day: string) => `two rules are in force on ${day}`,
    gap: (day: string) => `no rule is in force on ${day}; say "off" if nothing is asked for then`,
    ends: (day: string) => `nothing follows after ${day}; say "off" if nothing is asked for from then on`,
  };
  return checkTimelines(rules).map(({ index, id, what, day }) =>
    problem([...path, index], `${id}: ${reasons[what](day)}`),
  );
}

function stepProblems({ value: service, problem }: ReadFile<ServiceFile>): readonly CatalogueProblem[] {
  const { steps } = service;
  const has = (name: string) => steps.some(({ step }) => step === name);
  const places = steps.flatMap(({ step, after }, index) => {
    const double = steps.findIndex((each) => each.step === step) !== index;
    const unknown = after.filter((each) => !has(each));
    return [
      ...(double ? [problem(['steps', index], `step ${step} stands twice`)] : []),
      ...unknown.map((each) =>
        problem(['steps', index, 'after'], `step ${step} comes after ${each}, which is no step of it`),
      ),
    ];
  });
  const cycle = findCycle(steps);
  const whole = [
    ...(cycle === undefined ? [] : [problem(['steps'], `steps wait for each other: ${cycle.join(', ')}`)]),
    ...(has('approve') === has('issue') ? [problem(['steps'], 'needs exactly one of approve and issue')] : []),
    ...(has('fee') || service.fees.length === 0 ? [] : [problem(['fees'], 'has fees and no fee step')]),
    ...(has('form') || service.form.length === 0 ? [] : [problem(['form'], 'has a form and no form step')]),
  ];
  return [...places, ...whole];
}

function feeProblems({ value: service, problem }: ReadFile<ServiceFile>): readonly CatalogueProblem[] {
  return service.fees.flatMap((fee, index) => {
    if (fee.each !== 'share') {
      const needsYears = fee.each === 'year' && service.years.length === 0;
      return needsYears ? [problem(['fees', index], `${fee.id}: by the year, and no years are chosen`)] : [];
    }
    const unknown = fee.of.filter((id) => !service.fees.some((each) => each.id === id && each.each !== 'share'));
    return unknown.map((id) => problem(['fees', index, 'of'], `${fee.id}: ${id} is no line with an amount`));
  });
}

function testProblems({ value: service, problem }: ReadFile<ServiceFile>): readonly CatalogueProblem[] {
  return service.tests.flatMap((rule, index) => {
    const step = rule.test === 'sign' ? 'signTest' : 'roadTest';
    const { paper } = rule;
    return [
      ...(service.steps.some((each) => each.step === step)
        ? []
        : [problem(['tests', index], `${rule.id}: no step ${step}`)]),
      ...((rule.test === 'sign') === (paper !== undefined)
        ? []
        : [problem(['tests', index], `${rule.id}: a paper is of the sign test alone`)]),
      ...(paper === undefined || paper.pass <= paper.questions
        ? []
        : [problem(['tests', index, 'paper'], `${rule.id}: more right answers than questions`)]),
    ];
  });
}
