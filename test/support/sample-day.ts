import type { NewBlob } from '../../src-main/store/blobs.ts';
import { licenceNumber } from '../../src-shared/licensing/licence-number.ts';
import { dayOf } from '../../src-shared/licensing/calendar.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { uuidv7 } from '../../src-central/ingest/uuid.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import { newPerson, type Draft, type TestCounter } from './test-counter.ts';
import { documentsFor, quoteFee } from '../../scripts/rehearsal/new-licence.ts';
import { lastDay } from '../../src-shared/ledger/fold/grant.ts';

const wish = { categories: ['car'] as const, years: 5 };
let receipts = 0;

export interface LicenceAsk {
  /** The lease and the serial the licence number is taken from. */
  readonly lease: string;
  readonly serial: number;
  readonly photo: NewBlob;
  readonly name?: string;
}

/** An applicant's whole way as drafts: person to approved licence; `write` chains each. */
export function issueLicence(counter: TestCounter, { lease, serial, photo, name }: LicenceAsk): Entry[] {
  const { subject, draft } = newPerson();
  const { person } = draft.data as { person: { birthDate: string } };
  const at = new Date().toISOString();
  const today = dayOf(at);
  const applicationId = uuidv7(new Date());
  const book = firstRules.inForce(today)!;
  const quote = quoteFee(book, wish);
  if (!quote.ok) throw new Error(quote.code);
  const { lines, total } = quote.value;
  receipts += 1;
  const receiptNumber = `${counter.stream}-${today.replaceAll('-', '')}-${String(receipts).padStart(4, '0')}`;
  const paid = { applicationId, receiptNumber, rules: book.version, lines, total, tendered: total, method: 'cash' };
  const reference = { sha256: photo.sha256, size: photo.bytes.length };
  const number = licenceNumber('GLT', serial);
  const step = (type: string, data: object, more: Partial<Draft> = {}): Entry =>
    counter.write({ type, subject, data, at, ...more });
  const entries = [
    step('person.recorded', { person: { ...person, ...(name && { nameEn: name }) } }),
    step('application.opened', { applicationId, service: 'new', ...wish, rules: book.version }),
    step('application.documentsSeen', {
      applicationId,
      documents: documentsFor(book, { birthDate: person.birthDate, today }),
    }),
    step(
      'application.photographed',
      { applicationId, photo: { ...reference, width: 480, height: 600, camera: 'practice' } },
      { blobs: [reference] },
    ),
    step('application.feePaid', paid),
    step('till.took', paid, { subject: `till:${counter.stream}:${today}` }),
    step('application.submitted', { applicationId, proofread: true }),
  ];
  const taken = step(
    'lease.numberTaken',
    { number, applicationId },
    { subject: lease, actor: 'supervisor-1', role: 'supervisor' },
  );
  const approved = step(
    'application.approved',
    { applicationId, licenceNumber: number, lease, issuedOn: today, validUntil: lastDay(today, wish.years) },
    { actor: 'supervisor-1', role: 'supervisor', deps: [taken.id] },
  );
  return [...entries, taken, approved];
}
