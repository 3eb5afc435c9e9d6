import type { CounterClient } from '../../src-shared/contract/counter.ts';
import type { ServiceView } from '../../src-shared/contract/counter/services.ts';
import type { ApplicationView } from '../../src-shared/contract/counter/views.ts';
import { CentreCode, type Day, type LicenceNumber } from '../../src-shared/ids.ts';
import { personSubject } from '../../src-shared/ledger/subjects.ts';
import { addDays, addYears } from '../../src-shared/licensing/calendar.ts';
import type { Category } from '../../src-shared/licensing/category.ts';
import { licenceNumber } from '../../src-shared/licensing/licence-number.ts';
import type { PersonData } from '../../src-shared/licensing/person-data.ts';
import { CentralSays } from './central-says.ts';
import type { TestCounter } from './counter.ts';
import { fromFile } from './flow.ts';
import { inShift } from './shift.ts';

export interface Held {
  readonly kind?: 'licence' | 'learner';
  readonly categories?: readonly Category[];
  readonly issuedOn?: Day;
  readonly validUntil: Day;
  readonly centre?: string;
}

let serial = 9_000_000;
const centrals = new WeakMap<TestCounter, CentralSays>();

/** The one central that speaks to a counter. */
export function centralOf(counter: TestCounter): CentralSays {
  const known = centrals.get(counter) ?? new CentralSays(counter.core.counter);
  centrals.set(counter, known);
  return known;
}

/** Lets central bring somebody with documents of before down to a counter; gives their numbers. */
export function bring(counter: TestCounter, person: PersonData, documents: readonly Held[] = []): LicenceNumber[] {
  const central = centralOf(counter);
  const subject = personSubject(person.cnic);
  central.entry('person.recorded', subject, { person });
  return documents.map(({ kind = 'licence', categories = ['motorcycle'], validUntil, issuedOn, centre = 'GLT' }) => {
    const number = licenceNumber(kind === 'licence' ? centre : 'LRN', (serial += 1));
    central.entry('licence.carriedOver', subject, {
      licenceNumber: number,
      kind,
      categories: [...categories],
      issuedOn: issuedOn ?? addDays(addYears(validUntil, -5), 1),
      validUntil,
      centre: CentreCode.parse(centre),
    });
    return number;
  });
}

/** One service of the answer to a CNIC. */
export async function serviceFor(
  client: CounterClient,
  { cnic, birthDate = null }: { cnic: string; birthDate?: Day | null },
  service: string,
): Promise<ServiceView> {
  const { services } = await client.services.eligible({ cnic, birthDate });
  return services.find((each) => each.service === service)!;
}

export interface Wanted {
  readonly person: PersonData;
  readonly service: string;
  readonly categories?: Category[];
  readonly years?: number;
  readonly answers?: Record<string, string>;
}

/** Takes a service with its usual choice up to its proof-reading, over the contract alone. */
export async function proofread(counter: TestCounter, wanted: Wanted): Promise<ApplicationView> {
  const { client } = counter;
  const { person, answers } = wanted;
  await client.people.record({ person });
  const usual = await serviceFor(client, { cnic: person.cnic }, wanted.service);
  const { categories = usual.categories, years = usual.years } = wanted;
  let view = await client.applications.open({ cnic: person.cnic, service: usual.service, categories, years });
  const applicationId = view.id;
  if (answers !== undefined) view = await client.applications.answer({ applicationId, answers });
  await client.applications.documentsSeen({ applicationId, documents: view.documentsNeeded });
  view = await fromFile(counter)(client, view);
  if (!view.serviceRules.steps.some(({ step }) => step === 'fee')) return view;
  await inShift(client);
  const { total } = await client.till.quote({ applicationId });
  await client.till.takeFee({ applicationId, tendered: total, method: 'cash' });
  return client.applications.get({ applicationId });
}
