import type { ApplicationId, Cnic, EntryId, LicenceNumber } from '../../src-shared/ids.ts';
import { signIn, type Known, type Step } from './contract-script.ts';

const grounds = { reason: 'drove through red lights', reference: 'Order 12/2026' };
const licence = (known: Known) => ({ licenceNumber: known['licence'] as LicenceNumber, ...grounds });
const NO_ENTRY = '01932f00-0000-7000-8000-00000000ffff' as EntryId;

/** Papers of an issued licence whose service prints a card, and the register's acts on it, by a supervisor and by nobody else. */
export function registerSteps(cnic: Cnic, idOf: (known: Known) => { applicationId: ApplicationId }): readonly Step[] {
  return [
    ['register.person', (client) => client.register.person({ cnic })],
    ['register.person', (client) => client.register.person({ cnic: '123' })],
    ['register.suspend', (client, known) => client.register.suspend({ ...licence(known), until: null })],
    ['permits.proofSheet', (client, known) => client.permits.proofSheet({ ...idOf(known), language: 'ur' })],
    ['permits.print', (client, known) => client.permits.print({ ...idOf(known), reason: null })],
    ['permits.notice', (client) => client.permits.notice({ cnic, entry: NO_ENTRY, reason: null })],
    [
      'permits.returnLetter',
      (client, known) => client.permits.returnLetter({ applicationId: known['second'] as ApplicationId, reason: null }),
    ],
    signIn('supervisor-1'),
    ['register.suspend', (client, known) => client.register.suspend({ ...licence(known), until: '2020-01-01' })],
    ['register.suspend', (client, known) => client.register.suspend({ ...licence(known), until: null })],
    ['register.restore', (client, known) => client.register.restore(licence(known))],
    ['register.restore', (client, known) => client.register.restore(licence(known))],
    ['register.bar', (client) => client.register.bar({ cnic, ...grounds, until: null })],
    ['register.unbar', (client) => client.register.unbar({ cnic, ...grounds })],
    ['register.cancel', (client, known) => client.register.cancel(licence(known))],
    ['register.restore', (client, known) => client.register.restore(licence(known))],
    ['register.person', (client) => client.register.person({ cnic })],
    signIn('operator-1'),
  ];
}

/** Two browsers make two PDFs, and the journal keeps the hash of what was given out: their own tests print them. */
export const paperNeverWell = ['permits.print', 'permits.returnLetter', 'permits.notice'];
