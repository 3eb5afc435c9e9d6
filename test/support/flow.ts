import type { CounterClient } from '../../src-shared/contract/counter.ts';
import type { ApplicationView } from '../../src-shared/contract/counter/views.ts';
import type { PersonData } from '../../src-shared/licensing/person-data.ts';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';

/** Takes an applicant to the step after `last`, as an operator signed in would, over the contract alone. */
export async function apply(
  client: CounterClient,
  { person = sampleApplicant(1), last = 'submit' as Milestone }: { person?: PersonData; last?: Milestone } = {},
): Promise<ApplicationView> {
  await client.people.record({ person });
  let view = await client.applications.open({
    cnic: person.cnic,
    service: 'new',
    categories: ['motorcycle'],
    years: 5,
  });
  const applicationId = view.id;
  if (last === 'open') return view;
  view = await client.applications.documentsSeen({ applicationId, documents: view.documentsNeeded });
  if (last === 'documents') return view;
  view = await photograph(client, view);
  if (last === 'photo') return view;
  const quote = await client.till.quote({ applicationId });
  await client.till.takeFee({ applicationId, tendered: quote.total, method: 'cash' });
  if (last === 'fee') return client.applications.get({ applicationId });
  return client.applications.submit({ applicationId, proofread: true });
}

export type Milestone = 'open' | 'documents' | 'photo' | 'fee' | 'submit';

export async function photograph(client: CounterClient, view: ApplicationView): Promise<ApplicationView> {
  await client.studio.start();
  await client.studio.nextFrame({ after: 0 });
  const taken = await client.studio.takePhoto({ applicationId: view.id });
  return client.studio.acceptPhoto({ applicationId: view.id, captureId: taken.captureId });
}

/** Waits for the end of a print as the screen learns of it. */
export async function printed(client: CounterClient, licenceNumber: string) {
  const progress = await client.cards.progress();
  const { jobId } = await client.cards.print({ licenceNumber: licenceNumber as never, reason: null });
  for await (const step of progress) {
    if (step.jobId === jobId && (step.step === 'done' || step.step === 'failed')) return step;
  }
  throw new Error('the print never ended');
}
