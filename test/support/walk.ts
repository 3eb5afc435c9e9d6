import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CounterClient } from '../../src-shared/contract/counter.ts';
import type { CardView } from '../../src-shared/contract/counter/views.ts';
import type { ApplicationView, ReceiptView } from '../../src-shared/contract/counter/views.ts';
import type { PersonData } from '../../src-shared/licensing/person-data.ts';
import type { PoweredCounter } from './power.ts';
import { inShift } from './shift.ts';

/** The acts of one applicant's way, from what is typed to the card in a hand. */
export const steps = [
  'draft',
  'record',
  'open',
  'documents',
  'photo',
  'fee',
  'submit',
  'approve',
  'print',
  'look',
  'handOver',
] as const;
export type StepName = (typeof steps)[number];

/** What replies called saved, for one applicant. */
export interface Told {
  /** Every field of the draft holds this number. */
  draft: number;
  person?: PersonData;
  application?: ApplicationView;
  receipt?: ReceiptView;
  licence?: string;
  jobId?: string;
  outcome?: 'good' | 'spoiled' | 'notPrinted';
  handedOver?: true;
}

export interface Step {
  readonly name: StepName;
  readonly run: () => Promise<void>;
}

export const draftFields = ['nameEn', 'nameUr', 'fatherEn', 'fatherUr', 'phone', 'address'] as const;
const MOST_DRAFTS = 3;

/** Takes one applicant on from whatever the screen shows, as people would after a power cut. */
export class Walk {
  readonly person: PersonData;
  readonly told: Told = { draft: 0 };
  readonly #counter: PoweredCounter;

  constructor(counter: PoweredCounter, person: PersonData) {
    this.#counter = counter;
    this.person = person;
  }

  /** What comes next, with the right person signed in; undefined once the card is handed over. */
  async next(): Promise<Step | undefined> {
    await this.#counter.signIn('operator-1');
    const { client, told } = this;
    const { cnic } = this.person;
    const found = await client.people.find({ cnic });
    if (found.person === null) return this.#typing();
    const [licence] = found.licences;
    if (licence !== undefined) return this.#card(licence.number);
    if (found.openApplication === null) {
      return this.#step('open', async () => {
        const wish = { service: 'new' as const, categories: ['motorcycle' as const], years: 5 };
        told.application = await client.applications.open({ cnic, ...wish });
      });
    }
    return this.#application(await client.applications.get({ applicationId: found.openApplication.id }));
  }

  get client(): CounterClient {
    return this.#counter.client;
  }

  async #typing(): Promise<Step> {
    const { client, told, person } = this;
    const { cnic } = person;
    const typed = Number((await client.drafts.get({ cnic }))?.fields['phone'] ?? 0);
    if (typed < MOST_DRAFTS) {
      const fields = Object.fromEntries(draftFields.map((field) => [field, String(typed + 1)]));
      return this.#step('draft', async () => {
        await client.drafts.save({ cnic, fields });
        told.draft = typed + 1;
      });
    }
    return this.#step('record', async () => {
      told.person = (await client.people.record({ person })).person!;
    });
  }

  async #application(view: ApplicationView): Promise<Step> {
    const { client, told } = this;
    const applicationId = view.id;
    if (view.stage === 'submitted') {
      await this.#counter.signIn('supervisor-1');
      return this.#step('approve', async () => {
        told.application = await client.approvals.approve({ applicationId });
        told.licence = told.application.licence!.number;
      });
    }
    switch (view.step) {
      case 'documents':
        return this.#step('documents', async () => {
          const documents = view.documentsNeeded;
          told.application = await client.applications.documentsSeen({ applicationId, documents });
        });
      case 'photo':
        return this.#step('photo', async () => {
          const { captureId } = await client.studio.takePhoto({ applicationId });
          told.application = await client.studio.acceptPhoto({ applicationId, captureId });
        });
      case 'fee':
        return this.#step('fee', async () => {
          await inShift(client);
          const { total: tendered } = await client.till.quote({ applicationId });
          told.receipt = await client.till.takeFee({ applicationId, tendered, method: 'cash' });
        });
      default:
        return this.#step('submit', async () => {
          told.application = await client.applications.submit({ applicationId, proofread: true });
        });
    }
  }

  async #card(licenceNumber: string): Promise<Step | undefined> {
    const { client, told } = this;
    const { toLookAt, toPrint, toHandOver } = await client.cards.queue();
    const own = (list: readonly CardView[]) => list.find(({ licence }) => licence.number === licenceNumber);
    const doubtful = own(toLookAt);
    if (doubtful !== undefined) return this.#look(doubtful.jobId!);
    const waiting = own(toPrint);
    if (waiting !== undefined) {
      return this.#step('print', async () => {
        const progress = await client.cards.progress();
        const reason = waiting.reasonNeeded ? 'first card half printed' : null;
        const { jobId } = await client.cards.print({ licenceNumber, reason });
        told.jobId = jobId;
        delete told.outcome;
        for await (const { step } of progress) if (step === 'done' || step === 'failed') return;
      });
    }
    const ready = own(toHandOver);
    if (ready === undefined) return undefined;
    return this.#step('handOver', async () => {
      const receiver = { name: this.person.nameEn, relation: 'self' as const, cnic: null };
      await client.cards.handOver({ jobId: ready.jobId!, receiver });
      told.handedOver = true;
    });
  }

  /** Lifts the printer's lid: no card, a whole one, or one with its front alone. */
  async #look(jobId: string): Promise<Step> {
    const { client, told } = this;
    const { printed, spoiled } = await client.stock.today();
    const folder = join(this.#counter.dataDir, 'printed-cards');
    const [front] = cardsOut(folder).slice(printed + spoiled);
    const whole = front !== undefined && existsSync(join(folder, front.replace('front', 'back')));
    const outcome = front === undefined ? 'notPrinted' : whole ? 'good' : 'spoiled';
    const reason = outcome === 'good' ? null : 'power cut';
    return this.#step('look', async () => {
      await client.cards.recordOutcome({ jobId, outcome, reason });
      told.outcome = outcome;
    });
  }

  #step(name: StepName, run: () => Promise<void>): Step {
    return { name, run };
  }
}

/** Cards that came out of the practice printer, oldest first, by the file of their front. */
export function cardsOut(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('-front.png'))
    .toSorted((a, b) => (a < b ? -1 : 1));
}
