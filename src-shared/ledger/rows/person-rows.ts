import { nameKey } from '../../licensing/person-data.ts';
import { kindOfLicence } from '../standing-of.ts';
import type { ApplicationState, CardState, Deed, Issue, LicenceState, PersonState } from '../state.ts';
import type { ApplicationRow, CardIssueRow, CardRow, LicenceRow, PersonRow, TestResultRow } from '../tables.ts';
import type { RowSet } from '../rows.ts';

export function personRows(subject: string, state: PersonState): RowSet {
  const { cnic } = state;
  return {
    person: personRow(subject, state),
    application: Object.values(state.applications).map((each) => applicationRow({ subject, cnic }, each)),
    licence: Object.values(state.licences).map((each) => licenceRow({ subject, cnic }, each)),
    card_issue: Object.values(state.licences).flatMap((each) => issueRows(subject, each)),
    test_result: Object.values(state.applications).flatMap((each) => testRows(subject, each)),
    card: Object.values(state.cards).map((each) => cardRow(subject, each)),
  };
}

interface Owner {
  readonly subject: string;
  readonly cnic: string;
}

function personRow(subject: string, { person, recorded }: PersonState): readonly PersonRow[] {
  if (person === null || recorded === null) return [];
  return [
    {
      cnic: person.cnic,
      subject,
      name_en: person.nameEn,
      name_ur: person.nameUr,
      father_en: person.fatherEn,
      father_ur: person.fatherUr,
      name_key: nameKey(person.nameEn),
      birth_date: person.birthDate,
      gender: person.gender,
      blood_group: person.bloodGroup,
      phone: person.phone,
      address: person.address,
      recorded_at: recorded.at,
      recorded_by: recorded.by,
    },
  ];
}

function applicationRow({ subject, cnic }: Owner, application: ApplicationState): ApplicationRow {
  const { approved, returned } = application;
  const decided = approved?.deed ?? returned?.deed ?? null;
  return {
    id: application.id,
    subject,
    cnic,
    service: application.service,
    stage: application.stage,
    categories: JSON.stringify(application.categories),
    years: application.years,
    rules: application.rules,
    documents: JSON.stringify(application.documents),
    photo: application.photo?.sha256 ?? null,
    photo_calibration: application.photo?.calibration ?? null,
    fee_total: application.payment?.total ?? null,
    receipt_number: application.payment?.receiptNumber ?? null,
    licence_number: approved?.licenceNumber ?? null,
    return_reason: returned?.reason ?? null,
    return_note: returned?.note ?? null,
    stream: application.opened.stream,
    opened_at: application.opened.at,
    opened_by: application.opened.by,
    submitted_at: application.submitted?.at ?? null,
    submitted_by: application.submitted?.by ?? null,
    decided_at: decided?.at ?? null,
    decided_by: decided?.by ?? null,
    updated_at: application.updatedAt,
  };
}

function licenceRow({ subject, cnic }: Owner, licence: LicenceState): LicenceRow {
  return {
    number: licence.number,
    subject,
    cnic,
    application_id: licence.applicationId,
    categories: JSON.stringify(licence.categories),
    issued_on: licence.issuedOn,
    valid_until: licence.validUntil,
    issued_at: licence.issued.at,
    issued_by: licence.issued.by,
    stream: licence.issued.stream,
    entry_id: licence.issued.entry,
    kind: kindOfLicence(licence),
    out_of_force: licence.outOfForce?.is ?? null,
    out_until: licence.outOfForce?.until ?? null,
  };
}

function issueRows(subject: string, { number, issues = [] }: LicenceState): readonly CardIssueRow[] {
  return issues.map((issue, index) => {
    const next = issues[index + 1];
    return {
      place: placeOf(issue),
      subject,
      licence_number: number,
      application_id: issue.applicationId,
      list: issue.list,
      position: issue.index,
      superseded_by: next === undefined ? null : placeOf(next),
      stream: issue.issued.stream,
      issued_at: issue.issued.at,
      issued_by: issue.issued.by,
      entry_id: issue.issued.entry,
    };
  });
}

/** A place in a status list as tables and cards name it. */
export function placeOf({ list, index }: Pick<Issue, 'list' | 'index'>): string {
  return `${list}-${index}`;
}

function testRows(subject: string, { id, signTests = [], roadTests = [] }: ApplicationState): readonly TestResultRow[] {
  const row = (deed: Deed, day: string) => ({
    subject,
    application_id: id,
    day,
    stream: deed.stream,
    taken_at: deed.at,
    taken_by: deed.by,
  });
  return [
    ...signTests.map(({ passed, day, deed }) => ({
      id: `${deed.entry}-sign`,
      test: 'sign',
      category: null,
      outcome: passed ? 'pass' : 'fail',
      vehicle: null,
      ...row(deed, day),
    })),
    ...roadTests.map(({ category, outcome, vehicle, day, deed }) => ({
      id: `${deed.entry}-${category}`,
      test: 'road',
      category,
      outcome,
      vehicle,
      ...row(deed, day),
    })),
  ];
}

function cardRow(subject: string, card: CardState): CardRow {
  return {
    job_id: card.jobId,
    subject,
    application_id: card.applicationId,
    licence_number: card.licenceNumber,
    stage: card.stage,
    print_reason: card.printReason,
    outcome_reason: card.outcomeReason,
    printer: card.printer,
    front: card.front,
    back: card.back,
    calibration: card.calibration ?? null,
    printer_serial: card.reading?.serial ?? null,
    cards_inserted: card.reading?.cardsInserted ?? null,
    panels_printed: card.reading?.panelsPrinted ?? null,
    stream: card.started.stream,
    started_at: card.started.at,
    started_by: card.started.by,
    ended_at: card.ended?.at ?? null,
    ended_by: card.ended?.by ?? null,
    handed_to: card.handedOver?.receiver.name ?? null,
    handed_relation: card.handedOver?.receiver.relation ?? null,
    handed_cnic: card.handedOver?.receiver.cnic ?? null,
    handed_at: card.handedOver?.deed.at ?? null,
    handed_by: card.handedOver?.deed.by ?? null,
  };
}
