import type { Cnic, LicenceNumber } from '../../../src-shared/ids.ts';
import { personSubject } from '../../../src-shared/ledger/subjects.ts';
import { readCnic } from '../../../src-shared/licensing/cnic.ts';
import type { Counter } from '../../counter.ts';
import { act } from '../act.ts';
import { deny, handlers, must } from '../handlers.ts';
import { personRecord } from './person-record.ts';

/** The register of people and their documents; every act of it is a supervisor's, with a reason and a reference. */
export const register = handlers.register.router({
  person: handlers.register.person.handler(({ input, context: { counter } }) =>
    personRecord(counter, must(readCnic(input.cnic)).cnic),
  ),

  suspend: handlers.register.suspend.handler(({ input, context: { counter } }) => {
    const cnic = getHolder(counter, input.licenceNumber);
    act(counter, { type: 'licence.suspended', subject: personSubject(cnic), data: input });
    return personRecord(counter, cnic);
  }),

  restore: handlers.register.restore.handler(({ input, context: { counter } }) => {
    const cnic = getHolder(counter, input.licenceNumber);
    act(counter, { type: 'licence.restored', subject: personSubject(cnic), data: input });
    return personRecord(counter, cnic);
  }),

  cancel: handlers.register.cancel.handler(({ input, context: { counter } }) => {
    const cnic = getHolder(counter, input.licenceNumber);
    act(counter, { type: 'licence.cancelled', subject: personSubject(cnic), data: input });
    return personRecord(counter, cnic);
  }),

  bar: handlers.register.bar.handler(({ input: { cnic, ...data }, context: { counter } }) => {
    act(counter, { type: 'person.barred', subject: personSubject(cnic), data });
    return personRecord(counter, cnic);
  }),

  unbar: handlers.register.unbar.handler(({ input: { cnic, ...data }, context: { counter } }) => {
    act(counter, { type: 'person.unbarred', subject: personSubject(cnic), data });
    return personRecord(counter, cnic);
  }),
});

/** Refuses with `card.noLicence`. */
function getHolder({ store }: Counter, number: LicenceNumber): Cnic {
  const row = store.get(store.sql.selectFrom('licence').select('cnic').where('number', '=', number));
  return (row?.cnic as Cnic | undefined) ?? deny('card.noLicence');
}
