import { nameKey } from '../../licensing/person-data.ts';
import type { ApplicationState, CardState, LicenceState, PersonState } from '../state.ts';
import type { ApplicationRow, CardRow, LicenceRow, PersonRow } from '../tables.ts';
import type { RowSet } from '../rows.ts';

export function personRows(subject: string, state: PersonState): RowSet {
  const { cnic } = state;
  return {
    person: personRow(subject, state),
    application: Object.values(state.applications).map((each) => applicationRow({ subject, cnic }, each)),
    licence: Object.values(state.licences).map((each) => licenceRow({ subject, cnic }, each)),
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
  };
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
