import { readdirSync } from 'node:fs';
import type { CounterClient } from '../../src-shared/contract/counter.ts';
import type { CardView } from '../../src-shared/contract/counter/views.ts';
import type { Cnic, ReceiptNumber } from '../../src-shared/ids.ts';
import type { PersonData } from '../../src-shared/licensing/person-data.ts';
import type { Category } from '../../src-shared/licensing/category.ts';

/** One thing a person at the counter does next; named for the printed log. */
export interface Step {
  readonly name: string;
  readonly run: () => Promise<unknown>;
}

const wishes: readonly { categories: Category[]; years: number }[] = [
  { categories: ['motorcycle'], years: 5 },
  { categories: ['motorcycle', 'car'], years: 5 },
  { categories: ['car'], years: 10 },
  { categories: ['rickshaw'], years: 3 },
  { categories: ['motorcycle', 'tractorAgricultural'], years: 2 },
];

/**
 * What the operator does next for an applicant, decided from what the counter shows alone, as a
 * person would after a power cut; undefined once the application is submitted.
 */
export async function operatorStep(
  client: CounterClient,
  applicant: { person: PersonData; number: number; receipts: Map<Cnic, ReceiptNumber> },
): Promise<Step | undefined> {
  const { person, number, receipts } = applicant;
  const found = await client.people.find({ cnic: person.cnic });
  if (found.person === null) return { name: 'record person', run: () => client.people.record({ person }) };
  const open = found.openApplication;
  if (open === null) {
    if (found.licences.length > 0) return undefined;
    const wish = wishes[number % wishes.length] ?? { categories: ['motorcycle'], years: 5 };
    return {
      name: 'open application',
      run: () => client.applications.open({ cnic: person.cnic, service: 'new', ...wish }),
    };
  }
  if (open.stage === 'submitted') return undefined;
  const applicationId = open.id;
  const view = await client.applications.get({ applicationId });
  if (view.receiptNumber !== null) receipts.set(person.cnic, view.receiptNumber);
  switch (view.step) {
    case 'documents':
      return {
        name: 'see documents',
        run: () => client.applications.documentsSeen({ applicationId, documents: view.documentsNeeded }),
      };
    case 'photo':
      return { name: 'take photo', run: () => photograph(client, applicationId) };
    case 'fee':
      return { name: 'take fee', run: () => payFee(client, applicationId) };
    default:
      return { name: 'submit', run: () => client.applications.submit({ applicationId, proofread: true }) };
  }
}

/** What happens next at the card printer; undefined once every card is in its owner's hand. */
export async function cardStep(client: CounterClient, cardFolder: string): Promise<Step | undefined> {
  const queue = await client.cards.queue();
  const [doubtful] = queue.toLookAt;
  if (doubtful !== undefined) return { name: 'look at the printer', run: () => look(client, doubtful, cardFolder) };
  const [waiting] = queue.toPrint;
  if (waiting !== undefined) return { name: 'print card', run: () => print(client, waiting) };
  const [ready] = queue.toHandOver;
  if (ready?.jobId === undefined || ready.jobId === null) return undefined;
  const { jobId, nameEn } = ready;
  const receiver = { name: nameEn, relation: 'self' as const, cnic: null };
  return { name: 'hand over', run: () => client.cards.handOver({ jobId, receiver }) };
}

async function photograph(
  client: CounterClient,
  applicationId: Parameters<CounterClient['studio']['takePhoto']>[0]['applicationId'],
) {
  await client.studio.start();
  await client.studio.nextFrame({ after: 0 });
  const { captureId } = await client.studio.takePhoto({ applicationId });
  await client.studio.acceptPhoto({ applicationId, captureId });
}

async function payFee(
  client: CounterClient,
  applicationId: Parameters<CounterClient['till']['quote']>[0]['applicationId'],
) {
  if ((await client.till.drawer()).shift === null) await client.till.openShift({ float: 0 });
  const { total } = await client.till.quote({ applicationId });
  await client.till.takeFee({ applicationId, tendered: total, method: 'cash' });
}

async function print(client: CounterClient, card: CardView): Promise<void> {
  const progress = await client.cards.progress();
  const reason = card.reasonNeeded ? 'Earlier card spoiled' : null;
  const { jobId } = await client.cards.print({ licenceNumber: card.licence.number, reason });
  for await (const step of progress) {
    if (step.jobId !== jobId) continue;
    if (step.step === 'failed') return;
    if (step.step === 'done') {
      await client.cards.recordOutcome({ jobId, outcome: 'good', reason: null });
      return;
    }
  }
}

/** Looks into the practice printer's output, as a person would lift the lid: did this job's card come out? */
async function look(client: CounterClient, card: CardView, cardFolder: string): Promise<void> {
  if (card.jobId === null) return;
  const { handedOverToday, toHandOver } = await client.cards.queue();
  const accounted = handedOverToday.length + toHandOver.length;
  const cameOut = readdirSync(cardFolder).filter((name) => name.endsWith('-front.png')).length > accounted;
  const outcome = cameOut ? 'good' : 'notPrinted';
  await client.cards.recordOutcome({
    jobId: card.jobId,
    outcome,
    reason: cameOut ? null : 'Power cut before the card',
  });
}
