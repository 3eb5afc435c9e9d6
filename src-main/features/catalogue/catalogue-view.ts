import { comingChanges } from '../../../src-shared/catalogue/coming-changes.ts';
import type { CatalogueNews, CatalogueView, RulesView } from '../../../src-shared/contract/counter/catalogue.ts';
import { daysBetween } from '../../../src-shared/licensing/calendar.ts';
import type { Counter } from '../../counter.ts';
import { publishedStates } from '../../store/published-rules.ts';
import { today } from '../applications/find-application.ts';

/** Days before a change from which everybody is told of it. */
const NEAR_DAYS = 14;

export function catalogueView(counter: Counter): CatalogueView {
  const { rules } = counter;
  const day = today(counter);
  const states = publishedStates(counter.store);
  const inForce = rules.versionOn(day);
  const versions = rules.all.map(({ version, from, files }): RulesView => {
    const state = states.find((each) => each.version === version);
    const at = state?.answer?.deed.at;
    return {
      version,
      from,
      reference: files.house.reference,
      services: files.services.length,
      state: version === inForce?.version ? 'inForce' : from > day ? 'coming' : 'past',
      published: state === undefined || at === undefined ? null : { at, sha256: state.sha256 },
    };
  });
  return {
    today: day,
    versions: versions.toReversed(),
    unread: unread(counter),
    coming: [...comingChanges(rules, day)],
  };
}

export function catalogueNews(counter: Counter): CatalogueNews {
  const day = today(counter);
  const [first] = comingChanges(counter.rules, day);
  const days = first === undefined ? Number.POSITIVE_INFINITY : daysBetween(day, first.day);
  const next = first === undefined || days > NEAR_DAYS ? null : { day: first.day, days };
  return { next, unread: unread(counter), documentNames: { ...counter.rules.documentNames() } };
}

function unread({ rules }: Counter): CatalogueView['unread'] {
  return rules.unread.map(({ version, from }) => ({ version, from }));
}
