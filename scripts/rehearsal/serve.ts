import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import type { Cnic } from '../../src-shared/ids.ts';
import { dayOf } from '../../src-shared/licensing/calendar.ts';
import { carriedSamples } from '../../src-main/features/practice/sample-visits.ts';
import { cardStep, examinerStep, operatorStep, type Guest, type Step } from './applicant.ts';
import type { CounterUnderTest } from './counter-under-test.ts';
import { drawerStep, FLOAT } from './drawer.ts';
import type { RehearsalOptions } from './day.ts';
import { Random } from './random.ts';
import { drawVisits } from './visits.ts';

/** About how many steps one applicant takes; the moments of the kills are drawn from all of them. */
const STEPS_EACH = 8;
const LOOK_EVERY_MS = 100;
const REGISTER_LIMIT_MS = 60_000;

interface DayWork extends RehearsalOptions {
  readonly guests: readonly Guest[];
  readonly counterDir: string;
}

/** While the link is up: the register of before comes down, and whoever is of another district is looked up. */
export async function openMorning(
  counter: CounterUnderTest,
  { applicants, seed }: RehearsalOptions,
): Promise<readonly Guest[]> {
  await counter.signIn('operator-1');
  const known = carriedSamples(dayOf(new Date().toISOString())).filter(({ documents }) =>
    documents.every(({ centre }) => centre === 'GLT'),
  );
  const limit = AbortSignal.timeout(REGISTER_LIMIT_MS);
  for (const { person } of known) {
    while ((await counter.client.people.find({ cnic: person.cnic })).person === null) {
      limit.throwIfAborted();
      await after(LOOK_EVERY_MS);
    }
  }
  const guests: Guest[] = [];
  for (const visit of drawVisits(applicants, new Random(seed))) {
    const { person } = await counter.client.practice.nextApplicant({ visit });
    if (visit === 'otherDistrict') await lookUp(counter, person.cnic);
    guests.push({ person, visit, number: guests.length + 1, receipts: new Set(), permits: new Map() });
  }
  return guests;
}

async function lookUp(counter: CounterUnderTest, cnic: Cnic): Promise<void> {
  const { found } = await counter.client.people.lookUp({ cnic });
  if (found?.person === undefined) throw new Error('nobody is found in another district');
}

/** The counter's day: blanks in, everybody served, tests taken, cards printed and handed over, money counted, papers made. */
export async function serveEverybody(counter: CounterUnderTest, work: DayWork): Promise<void> {
  const { applicants, guests, counterDir } = work;
  const drive = driver(counter, work);
  await counter.signIn('supervisor-1');
  await counter.client.stock.receive({ quantity: applicants * 2, reference: 'Opening stock' });
  await counter.signIn('operator-1');
  await counter.client.till.openShift({ float: FLOAT });
  for (const guest of guests) await drive('operator-1', () => operatorStep(counter.client, guest));
  await counter.signIn('operator-2');
  await drive('operator-2', () => examinerStep(counter.client));
  await counter.signIn('operator-1');
  for (const guest of guests) await drive('operator-1', () => operatorStep(counter.client, guest));
  await counter.signIn('supervisor-1');
  await drive('supervisor-1', async () => {
    const [first] = await counter.client.approvals.inbox();
    if (first === undefined) return undefined;
    return { name: 'approve', run: () => counter.client.approvals.approve({ applicationId: first.application.id }) };
  });
  await counter.signIn('operator-1');
  await drive('operator-1', () => cardStep(counter.client, join(counterDir, 'printed-cards')));
  await drive('operator-1', () => drawerStep(counter.client, guests));
  await leavePapers(counter, work);
}

/** Takes one step after the other; at some of them the plug is pulled, and whoever worked signs in again. */
function driver(counter: CounterUnderTest, { say, seed, applicants, kills }: RehearsalOptions) {
  const random = new Random(seed + 1);
  const moments = drawMoments(random, { applicants, kills });
  let count = 0;
  return async (staffId: string, next: () => Promise<Step | undefined>): Promise<void> => {
    for (;;) {
      const step = await next();
      if (step === undefined) return;
      count += 1;
      if (moments.has(count)) {
        say(`step ${count}: ${step.name} … and the plug is pulled`);
        await counter.killDuring(step.run(), random.below(400));
        await counter.start();
        await counter.signIn(staffId);
      } else {
        await step.run();
        say(`step ${count}: ${step.name}`);
      }
    }
  };
}

async function leavePapers(counter: CounterUnderTest, { guests, leave }: DayWork): Promise<void> {
  for (const { receipts, permits } of guests) {
    for (const receiptNumber of receipts) {
      const paper = await counter.client.till.receiptPaper({ receiptNumber, language: 'en' });
      leave(`receipt-${receiptNumber}.pdf`, new Uint8Array(await paper.arrayBuffer()));
    }
    for (const [applicationId, paper] of permits) if (paper !== null) leave(`permit-${applicationId}.pdf`, paper);
  }
  await counter.signIn('supervisor-1');
  const day = dayOf(new Date().toISOString());
  for (const format of ['pdf', 'csv'] as const) {
    const { fileName, file } = await counter.client.reports.export({ day, format, language: 'en' });
    leave(fileName, new Uint8Array(await file.arrayBuffer()));
  }
}

function drawMoments(
  random: Random,
  { applicants, kills }: Pick<RehearsalOptions, 'applicants' | 'kills'>,
): Set<number> {
  const moments = new Set<number>();
  const steps = Math.max(applicants * STEPS_EACH, kills);
  while (moments.size < kills) moments.add(1 + random.below(steps));
  return moments;
}
