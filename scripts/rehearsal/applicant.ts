import { readdirSync } from 'node:fs';
import { ORPCError } from '@orpc/client';
import type { CounterClient } from '../../src-shared/contract/counter.ts';
import { ErrorData } from '../../src-shared/contract/counter/procedure.ts';
import type { SampleVisit } from '../../src-shared/contract/counter/practice.ts';
import type { ApplicationView, CardView } from '../../src-shared/contract/counter/views.ts';
import type { ServiceCode } from '../../src-shared/catalogue/service-file.ts';
import type { ApplicationId, ReceiptNumber } from '../../src-shared/ids.ts';
import type { PersonData } from '../../src-shared/licensing/person-data.ts';
import type { Category } from '../../src-shared/licensing/category.ts';
import { practicePins } from '../../src-central/enrolment/practice.ts';
import { rightAnswer } from './right-answers.ts';

/** One thing a person at the counter does next; named for the printed log. */
export interface Step {
  readonly name: string;
  readonly run: () => Promise<unknown>;
}

/** Somebody who came, with what the people at the counter remember of them. */
export interface Guest {
  readonly person: PersonData;
  readonly visit: SampleVisit;
  /** Place in the queue, from 1: decides what they choose and how they do in tests. */
  readonly number: number;
  readonly receipts: Set<ReceiptNumber>;
  /** Permits that have to be printed, and the papers that were. */
  readonly permits: Map<ApplicationId, Uint8Array | null>;
}

const learning: readonly Category[][] = [
  ['motorcycle'],
  ['motorcycle', 'car'],
  ['car'],
  ['rickshaw'],
  ['tractorAgricultural'],
];
/** Every so many people fail the sign test. */
const FAILS = 6;

/** What each visit is for, as the services are called. */
const serviceFor: Readonly<Record<SampleVisit, string>> = {
  learner: 'learner',
  renewal: 'renewal',
  otherDistrict: 'renewal',
  new: 'new',
  international: 'international',
  duplicate: 'duplicate',
  endorsement: 'endorsement',
};

/**
 * What the operator does next for an applicant, decided from what the counter shows alone, as a person would after
 * a power cut; undefined once nothing is left to do for this operator today.
 */
export async function operatorStep(client: CounterClient, guest: Guest): Promise<Step | undefined> {
  const { person, permits } = guest;
  const [waiting] = [...permits].filter(([, paper]) => paper === null);
  if (waiting !== undefined) return { name: 'print permit', run: () => printPermit(client, guest, waiting[0]) };
  const found = await client.people.find({ cnic: person.cnic });
  if (found.person === null) return { name: 'record person', run: () => client.people.record({ person }) };
  const open = found.openApplication;
  if (open === null) return openingStep(client, guest);
  if (open.stage === 'submitted') return undefined;
  const applicationId = open.id;
  const view = await client.applications.get({ applicationId });
  if (view.receiptNumber !== null) guest.receipts.add(view.receiptNumber);
  switch (view.step) {
    case 'form':
      return {
        name: 'fill in the form',
        run: () => client.applications.answer({ applicationId, answers: answersTo(view) }),
      };
    case 'documents':
      return {
        name: 'see documents',
        run: () => client.applications.documentsSeen({ applicationId, documents: view.documentsNeeded }),
      };
    case 'photo':
      return { name: 'take photo', run: () => photograph(client, applicationId) };
    case 'fee':
      return { name: 'take fee', run: () => payFee(client, applicationId) };
    case 'signTest':
      if (view.signTests.some(({ passed }) => !passed)) return undefined;
      return { name: 'sit the sign test', run: () => sitSignTest(client, guest, applicationId) };
    case 'roadTest':
      return undefined;
    default:
      return endingStep(client, guest, view);
  }
}

/** One application a visit; whoever has one already is done. */
async function openingStep(
  client: CounterClient,
  { person, visit, number, receipts }: Guest,
): Promise<Step | undefined> {
  if (receipts.size > 0) return undefined;
  const { cnic } = person;
  const service = serviceFor[visit] as ServiceCode;
  const { services } = await client.services.eligible({ cnic });
  const usual = services.find((each) => each.service === service);
  if (usual === undefined)
    throw new Error(`no service ${service} among ${services.map((each) => each.service).join()}`);
  const categories = visit === 'learner' ? (learning[number % learning.length] ?? []) : usual.categories;
  return {
    name: `open ${service}`,
    run: () => client.applications.open({ cnic, service, categories, years: usual.years }),
  };
}

function endingStep(client: CounterClient, { permits }: Guest, view: ApplicationView): Step {
  const proofRead = { applicationId: view.id, proofread: true };
  const { steps, prints } = view.serviceRules;
  if (!steps.some(({ step }) => step === 'issue'))
    return { name: 'submit', run: () => client.applications.submit(proofRead) };
  return {
    name: 'issue',
    run: async () => {
      // Known before, so that a power cut after it leaves the permit to be printed.
      if (prints.includes('permit')) permits.set(view.id, null);
      await client.applications.issue(proofRead);
    },
  };
}

/** The permit's paper; one that was booked just before the power went is printed again, with that reason. */
async function printPermit(client: CounterClient, { permits }: Guest, applicationId: ApplicationId): Promise<void> {
  const { stage } = await client.applications.get({ applicationId });
  if (stage !== 'approved') return void permits.delete(applicationId);
  const printFor = (reason: string | null) => client.permits.print({ applicationId, reason, language: 'en' });
  const paper = await printFor(null).catch((error: unknown) => {
    if (codeOf(error) === 'paper.reasonNeeded') return printFor('Power cut at the first print');
    throw error;
  });
  permits.set(applicationId, new Uint8Array(await paper.file.arrayBuffer()));
}

function codeOf(error: unknown): string | undefined {
  return error instanceof ORPCError ? ErrorData.safeParse(error.data).data?.code : undefined;
}

function answersTo({ serviceRules }: ApplicationView): Record<string, string> {
  return Object.fromEntries(
    serviceRules.form.map(({ id, kind, choices }) => {
      if (kind === 'choice') return [id, choices?.[0]?.value ?? ''];
      if (kind === 'day') return [id, '2025-01-01'];
      return [id, kind === 'number' ? '1' : 'Sample 1234'];
    }),
  );
}

/** The applicant at the same PC: most know their signs. */
async function sitSignTest(client: CounterClient, { number }: Guest, applicationId: ApplicationId): Promise<void> {
  const { questions } = await client.signTest.start({ applicationId, language: 'en' });
  for (const [question, asked] of questions.entries()) {
    const right = rightAnswer(asked);
    const chosen = number % FAILS === 0 ? (right + 1) % asked.answers.length : right;
    await client.signTest.answer({ applicationId, question, chosen, language: 'en' });
  }
  await client.signTest.finish({ applicationId });
  await client.session.unlock({ pin: practicePins['operator-1'] ?? '' });
  await client.signTest.leave();
}

/** What the examiner does next outside: the cases that are due today, by whom they may be examined. */
export async function examinerStep(client: CounterClient): Promise<Step | undefined> {
  const due = await client.roadTest.due();
  const ready = due.find(({ barred, categories }) => barred === null && categories.some(canDrive));
  if (ready === undefined) return undefined;
  const { application, categories } = ready;
  const results = categories.filter(canDrive).map(({ category }, index) => ({
    category,
    // Whoever wants two passes the first and fails the second: half a result is a result.
    outcome: index === 0 ? ('pass' as const) : ('fail' as const),
    vehicle: 'GLT 4321',
    note: index === 0 ? '' : 'Stopped on the line',
  }));
  return { name: 'drive', run: () => client.roadTest.record({ applicationId: application.id, results }) };
}

function canDrive({ passed, retryFrom }: { passed: boolean; retryFrom: string | null }): boolean {
  return !passed && retryFrom === null;
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
