import { act } from '../../src-main/features/act.ts';
import { newBlob } from '../../src-main/store/blobs.ts';
import { personSubject } from '../../src-shared/ledger/subjects.ts';
import type { CounterClient } from '../../src-shared/contract/counter.ts';
import type { ApplicationView } from '../../src-shared/contract/counter/views.ts';
import type { PersonData } from '../../src-shared/licensing/person-data.ts';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import type { TestCounter } from './counter.ts';
import { inShift } from './shift.ts';

export interface Wish {
  readonly person?: PersonData;
  readonly last?: Milestone;
  readonly categories?: ApplicationView['categories'];
  /** How the photo comes about; by the camera unless a test has no need of it. */
  readonly photo?: (client: CounterClient, view: ApplicationView) => Promise<ApplicationView>;
}

/** Takes an applicant to the step after `last`, as an operator signed in would, over the contract alone. */
export async function apply(
  client: CounterClient,
  { person = sampleApplicant(1), last = 'submit', categories = ['motorcycle'], photo = photograph }: Wish = {},
): Promise<ApplicationView> {
  await client.people.record({ person });
  let view = await client.applications.open({
    cnic: person.cnic,
    service: 'new',
    categories,
    years: 5,
  });
  const applicationId = view.id;
  if (last === 'open') return view;
  view = await client.applications.documentsSeen({ applicationId, documents: view.documentsNeeded });
  if (last === 'documents') return view;
  view = await photo(client, view);
  if (last === 'photo') return view;
  await inShift(client);
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

/**
 * A portrait that is on file already, recorded as `studio.acceptPhoto` records one: for tests that have
 * no need of the camera, whose 24 megapixels cost seconds.
 */
export function fromFile(counter: TestCounter): NonNullable<Wish['photo']> {
  return async (client, { id: applicationId, cnic }) => {
    const blob = newBlob(await drawnPortrait(), 'image/jpeg');
    const photo = { sha256: blob.sha256, size: blob.bytes.length, width: 600, height: 772, camera: 'from a file' };
    const data = { applicationId, photo };
    act(counter.core.counter, {
      type: 'application.photographed',
      subject: personSubject(cnic),
      data,
      blobs: [blob],
    });
    return client.applications.get({ applicationId });
  };
}

/** From CNIC to an approved licence, by two people; leaves operator 1 signed in. */
export async function license(counter: TestCounter, wish: Wish): Promise<ApplicationView> {
  const { client } = counter;
  await counter.signIn('operator-1');
  const { id: applicationId } = await apply(client, { photo: fromFile(counter), ...wish });
  await counter.signIn('supervisor-1');
  const approved = await client.approvals.approve({ applicationId });
  await counter.signIn('operator-1');
  return approved;
}

let portrait: Promise<Buffer> | undefined;

async function drawnPortrait(): Promise<Buffer> {
  // After the counter has named its fonts: this loads the drawing library.
  const { default: sharp } = await import('sharp');
  portrait ??= sharp({ create: { width: 600, height: 772, channels: 3, background: '#a08878' } })
    .jpeg()
    .toBuffer();
  return portrait;
}

/** Waits for the end of a print as the screen learns of it. */
export async function printed(client: CounterClient, licenceNumber: string, reason: string | null = null) {
  const progress = await client.cards.progress();
  const { jobId } = await client.cards.print({ licenceNumber, reason });
  for await (const step of progress) {
    if (step.jobId === jobId && (step.step === 'done' || step.step === 'failed')) return step;
  }
  throw new Error('the print never ended');
}
