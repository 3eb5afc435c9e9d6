import { accept, refuse, type Result } from '../../errors.ts';
import { ApplicationId } from '../../ids.ts';
import { dayOf } from '../../licensing/calendar.ts';
import { isValidLicenceNumber } from '../../licensing/licence-number.ts';
import type { Act } from '../entry-types.ts';
import { kindOfLicence, standingOfLicence } from '../standing-of.ts';
import type { LicenceState, PersonState } from '../state.ts';
import { deedOf, trueTime } from './deed.ts';

/** A document of before comes into the register as it was: under its own number, and one licence a person here too. */
export function carryOver(state: PersonState, act: Act<'licence.carriedOver'>): Result<PersonState> {
  if (act.entry.role !== 'central') return refuse('session.forbidden');
  if (state.person === null) return refuse('person.unknown');
  const { licenceNumber: number, kind, categories, issuedOn, validUntil, centre } = act.data;
  if (!isValidLicenceNumber(number)) return refuse('lease.numberOutside');
  if (state.licences[number] !== undefined) return refuse('lease.numberTaken');
  const today = dayOf(trueTime(act.entry));
  if (validUntil < issuedOn || issuedOn > today) return refuse('ledger.badBody', { type: act.type });
  const inForce = (each: LicenceState) => !['expired', 'cancelled'].includes(standingOfLicence(each, today));
  const another = Object.values(state.licences).some((each) => kindOfLicence(each) === 'licence' && inForce(each));
  if (kind === 'licence' && validUntil >= today && another)
    return refuse('application.holdsLicence', { document: kind });
  const licence: LicenceState = {
    number,
    ...(kind === 'licence' ? {} : { kind }),
    // It rests on no application here; the entry takes that place.
    applicationId: ApplicationId.parse(act.entry.id),
    categories,
    issuedOn,
    validUntil,
    issued: deedOf(act.entry),
    centre,
  };
  return accept({ ...state, licences: { ...state.licences, [number]: licence } });
}
