import { QuestionBanks, shippedBanks } from '../../src-main/features/sign-test/question-banks.ts';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import type { QuestionBank } from '../../src-shared/catalogue/question-bank.ts';
import type { ExamView } from '../../src-shared/contract/counter/sign-test.ts';
import type { ApplicationView } from '../../src-shared/contract/counter/views.ts';
import { Day } from '../../src-shared/ids.ts';
import type { PersonData } from '../../src-shared/licensing/person-data.ts';
import type { TestCounter } from './counter.ts';
import { fromFile } from './flow.ts';
import { inShift } from './shift.ts';

/** Days a learner permit is held before the test. */
const LEARNER_DAYS = 43;

/** For a counter that stays offline through that wait. */
export const longOffline = { unsentHours: { warn: 100_000, stop: 100_000 } };

/** A clock a test moves. */
export interface MovedClock {
  now: number;
}

/**
 * Takes an applicant to the sign test: a learner permit, its wait, and a new licence with papers seen and fee paid, all
 * by operator 1, who stays signed in.
 */
export async function readyForSignTest(
  counter: TestCounter,
  clock: MovedClock,
  {
    person = sampleApplicant(1),
    categories = ['motorcycle', 'car'],
  }: { person?: PersonData; categories?: ApplicationView['categories'] } = {},
): Promise<ApplicationView> {
  const { client } = counter;
  await counter.signIn('operator-1');
  await client.people.record({ person });
  const learner = await paid(
    counter,
    await client.applications.open({ cnic: person.cnic, service: 'learner', categories, years: 0 }),
  );
  await client.applications.issue({ applicationId: learner.id, proofread: true });
  clock.now += LEARNER_DAYS * 86_400_000;
  await counter.signIn('operator-1');
  return paid(counter, await client.applications.open({ cnic: person.cnic, service: 'new', categories, years: 5 }));
}

async function paid(counter: TestCounter, view: ApplicationView): Promise<ApplicationView> {
  const { client } = counter;
  const applicationId = view.id;
  await client.applications.documentsSeen({ applicationId, documents: view.documentsNeeded });
  await fromFile(counter)(client, view);
  await inShift(client);
  const { total } = await client.till.quote({ applicationId });
  await client.till.takeFee({ applicationId, tendered: total, method: 'cash' });
  return client.applications.get({ applicationId });
}

/** A chance that always comes out the same: papers of one test can be told in advance. */
export function evenChance(): (below: number) => number {
  let state = 1;
  return (below) => {
    // Park and Miller's minimal standard generator.
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/** The place of the right answer of every question of a paper, found by its words as a person would. */
export function rightPlaces(exam: ExamView): readonly number[] {
  const bank = sampleBank();
  return exam.questions.map(({ text, answers, picture }) => {
    const drawn = (name: string | undefined) => JSON.stringify(bank.pictures[name ?? ''] ?? null);
    const same = bank.questions.filter(
      (each) => each.text.en === text.en && drawn(each.picture) === JSON.stringify(picture),
    );
    const found = same.flatMap(({ answers: all }) => {
      const words = all.map((answer) => answer.text.en).toSorted();
      const asked = answers.map(({ en }) => en).toSorted();
      return words.join('|') === asked.join('|') ? all.filter(({ right }) => right === true) : [];
    });
    return answers.findIndex(({ en }) => en === found[0]?.text.en);
  });
}

let read: QuestionBank | undefined;

/** The questions the app comes with. */
export function sampleBank(): QuestionBank {
  read ??= new QuestionBanks({ folder: shippedBanks(), log: silent }).inForce('roadSigns', Day.parse('2026-06-01'));
  if (read === undefined) throw new Error('the shipped bank was refused');
  return read;
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Answers so many questions right and the others wrong, then finishes. */
export async function sitTest({ client }: TestCounter, exam: ExamView, right: number) {
  const places = rightPlaces(exam);
  const { applicationId, language } = exam;
  for (const [question, place] of places.entries()) {
    const chosen = question < right ? place : (place + 1) % 4;
    await client.signTest.answer({ applicationId, question, chosen, language });
  }
  return client.signTest.finish({ applicationId });
}
