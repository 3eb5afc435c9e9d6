import type { Deed, LicenceState, PersonState } from '../../src-shared/ledger/state.ts';
import type { Cnic, Day } from '../../src-shared/ids.ts';

const deed = { by: 'op-1', at: '2026-01-05T05:00:00.000Z', stream: 'GLT-1-1', entry: '0190' } as Deed;

/** The shapes of people at a counter: unknown, learning, driving, long on the register, in trouble. */
export function standings(): readonly (PersonState | undefined)[] {
  const learner = licence('LRN-0000001-1', { kind: 'learner', issuedOn: '2026-09-01', validUntil: '2027-02-28' });
  const driver = licence('GLT-0000001-1', { issuedOn: '2022-03-01', validUntil: '2027-02-28' });
  const long = Array.from({ length: 8 }, (_, index) =>
    licence(`GLT-00000${index + 10}-1`, { issuedOn: `20${10 + index}-03-01`, validUntil: `20${12 + index}-02-28` }),
  );
  const suspended = { is: 'suspended', reason: 'a court order', reference: 'Order 7', until: null, deed } as const;
  return [
    undefined,
    person('1996-05-01', []),
    person('2009-12-01', []),
    person('1999-02-28', [learner]),
    person('1980-02-29', [driver]),
    person('1961-02-28', [...long, driver, learner]),
    person('1975-07-07', [{ ...driver, outOfForce: suspended }]),
  ];
}

function licence(number: string, more: Partial<LicenceState> & { issuedOn: Day; validUntil: Day }): LicenceState {
  const applicationId = '01900000-0000-7000-8000-000000000001' as LicenceState['applicationId'];
  return {
    number: number as LicenceState['number'],
    applicationId,
    categories: ['motorcycle', 'car'],
    issued: deed,
    ...more,
  };
}

function person(birthDate: Day, licences: readonly LicenceState[]): PersonState {
  const cnic = '7150112345671' as Cnic;
  return {
    kind: 'person',
    cnic,
    person: {
      cnic,
      nameEn: 'Sample Person',
      nameUr: 'نمونہ شخص',
      fatherEn: 'Sample Father',
      fatherUr: 'نمونہ والد',
      birthDate,
      gender: 'male',
      bloodGroup: 'B+',
      phone: '03001234567',
      address: 'House 1, Jutial, Gilgit',
    },
    recorded: deed,
    applications: {},
    licences: Object.fromEntries(licences.map((each) => [each.number, each])),
    cards: {},
  };
}
