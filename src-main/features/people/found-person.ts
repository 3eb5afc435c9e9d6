import type { KnownFrom, PersonFound } from '../../../src-shared/contract/counter/people.ts';
import { openApplicationOf } from '../../../src-shared/ledger/standing-of.ts';
import { readCnic } from '../../../src-shared/licensing/cnic.ts';
import type { Counter } from '../../counter.ts';
import { findPerson, getApplication, summarise, viewLicence } from '../applications/find-application.ts';
import { findDraft } from '../drafts/draft-store.ts';
import { must } from '../handlers.ts';
import { knownFromStore } from './known-from.ts';

/** What this counter's store knows of a CNIC as typed. Refuses with `cnic.length`, `cnic.province`. */
export function foundPerson(counter: Counter, typed: string, source?: KnownFrom): PersonFound {
  const { cnic, province, gender } = must(readCnic(typed));
  const state = findPerson(counter, cnic);
  const open = state === undefined ? undefined : openApplicationOf(state);
  return {
    cnic,
    province,
    gender,
    person: state?.person ?? null,
    licences: Object.values(state?.licences ?? {}).map((licence) => viewLicence(counter, cnic, licence)),
    openApplication: open === undefined ? null : summarise(counter, getApplication(counter, open.id)),
    hasDraft: findDraft(counter.store, cnic) !== undefined,
    source: source ?? knownFromStore(counter.store, cnic),
  };
}
