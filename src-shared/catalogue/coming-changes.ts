import { z } from 'zod';
import { Day, RulesVersion } from '../ids.ts';
import { addDays } from '../licensing/calendar.ts';
import type { Catalogues } from './catalogue.ts';
import { changesBetween, daysOfChange } from './changes.ts';
import type { CatalogueFiles } from './read-catalogue.ts';
import { Said } from './said.ts';
import { said, sayRule } from './say-rule.ts';
import { ServiceCode, type ServiceFile } from './service-file.ts';
import { isOffered } from './service-rules.ts';
import { Words } from './words.ts';

/** One thing that is otherwise from a day on, in words. */
export const ChangeView = z.object({
  /** Null for the rules of the house. */
  service: ServiceCode.nullable(),
  title: Words.nullable(),
  /** The notification it rests on; null where a file says something else without naming one. */
  reference: z.string().nullable(),
  before: Said.nullable(),
  after: Said.nullable(),
});
export type ChangeView = z.infer<typeof ChangeView>;

/** What changes on a day, by which version. */
export const ComingChange = z.object({ day: Day, version: RulesVersion, changes: z.array(ChangeView).readonly() });
export type ComingChange = z.infer<typeof ComingChange>;

/** Everything that will be otherwise after a day, soonest first: new versions, and dated rules inside one. */
export function comingChanges(catalogues: Catalogues, today: Day): readonly ComingChange[] {
  const days = catalogues.all.flatMap(({ from, files }) => [
    ...(from > today ? [from] : []),
    ...daysOfChange(files, today),
  ]);
  return [...new Set(days)].toSorted().flatMap((day) => {
    const [was, is] = [catalogues.versionOn(addDays(day, -1)), catalogues.versionOn(day)];
    if (is === undefined) return [];
    const before = { files: was?.files ?? { ...is.files, services: [] }, day: addDays(day, -1) };
    const changes = sayChanges(before, { files: is.files, day });
    return changes.length === 0 && was === is ? [] : [{ day, version: is.version, changes }];
  });
}

interface Then {
  readonly files: CatalogueFiles;
  readonly day: Day;
}

/** What is otherwise between two days, service by service; a service that comes or goes is one change. */
export function sayChanges(before: Then, after: Then): readonly ChangeView[] {
  const codes = [...after.files.services, ...before.files.services].map(({ service }) => service);
  const rules = changesBetween(before, after);
  const ofHouse = rules.filter(({ where }) => where === 'house');
  const services = [...new Set(codes)].flatMap((service) => {
    const [was, is] = [offered(before, service), offered(after, service)];
    if (was === undefined && is === undefined) return [];
    const place = { service, title: (is ?? was)?.title ?? null };
    const whole = (file: ServiceFile) => said('service', { title: file.title });
    if (was === undefined || is === undefined) {
      return [{ ...place, reference: null, before: was ? whole(was) : null, after: is ? whole(is) : null }];
    }
    const dated = rules
      .filter(({ where }) => where === service)
      .map((change) => ({
        ...place,
        reference: (change.after ?? change.before)?.reference ?? null,
        before: change.before && sayRule(change.before, was),
        after: change.after && sayRule(change.after, is),
      }));
    return [...dated, ...sayUndated(was, is).map((each) => ({ ...place, reference: null, ...each }))];
  });
  const house = ofHouse.map(({ before: was, after: is }) => ({
    service: null,
    title: null,
    reference: (is ?? was)?.reference ?? null,
    before: was && sayRule(was, undefined),
    after: is && sayRule(is, undefined),
  }));
  return [...services, ...house];
}

function offered({ files, day }: Then, service: ServiceCode): ServiceFile | undefined {
  return files.services.find((each) => each.service === service && isOffered(each, day));
}

/** What has days of its own, or words below. */
const saidFields = [
  'service',
  'years',
  'applicant',
  'documents',
  'tests',
  'fees',
  'validity',
  'terms',
  'title',
  'steps',
  'form',
  'prints',
];

/** What a file says without days. */
function sayUndated(was: ServiceFile, is: ServiceFile): readonly Pick<ChangeView, 'before' | 'after'>[] {
  const differ = (name: keyof ServiceFile) => JSON.stringify(was[name]) !== JSON.stringify(is[name]);
  const pair = (say: (file: ServiceFile) => Said) => [{ before: say(was), after: say(is) }];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])] as (keyof ServiceFile)[];
  const other = names.filter((name) => !saidFields.includes(name) && differ(name));
  return [
    ...(differ('title') ? pair(({ title }) => said('title', { title })) : []),
    ...(differ('steps')
      ? pair(({ steps }) => said('steps', { steps: { list: 'step', names: steps.map(({ step }) => step) } }))
      : []),
    ...(differ('form') ? pair(({ form }) => said('form', { fields: { words: form.map(({ label }) => label) } })) : []),
    ...(differ('prints')
      ? pair(({ prints }) => said('prints', { prints: { list: 'print', names: [...prints] } }))
      : []),
    ...(other.length > 0 ? [{ before: null, after: said('other', { fields: other.join(', ') }) }] : []),
  ];
}
