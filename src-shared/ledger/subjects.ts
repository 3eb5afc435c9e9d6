import type { CentreCode, Cnic, Day, JobId, RulesVersion, StreamId } from '../ids.ts';
import type { Subject } from './entry.ts';

/** All licensing acts of one human being. */
export function personSubject(cnic: Cnic): Subject {
  return `person:${cnic}` as Subject;
}

/** The money one counter took on one day. */
export function tillSubject(stream: StreamId, day: Day): Subject {
  return `till:${stream}:${day}` as Subject;
}

/** A centre's box of card blanks on one day; earlier days' movements make its opening stock. */
export function stockSubject(centre: CentreCode, day: Day): Subject {
  return `stock:${centre}:${day}` as Subject;
}

/** A lease of licence numbers, by its prefix and first serial. */
export function leaseSubject(prefix: string, from: number): Subject {
  return `lease:${prefix}:${from}` as Subject;
}

/** The reports a counter exported of one day. */
export function reportsSubject(stream: StreamId, day: Day): Subject {
  return `reports:${stream}:${day}` as Subject;
}

/** What one counter checked on one day: cards, permits, numbers. */
export function checksSubject(stream: StreamId, day: Day): Subject {
  return `checks:${stream}:${day}` as Subject;
}

/** The devices of one counter: their calibrations and what happened to them. */
export function devicesSubject(stream: StreamId): Subject {
  return `devices:${stream}` as Subject;
}

/** The case of one entry that central could not apply. */
export function exceptionSubject(stream: StreamId, seq: number): Subject {
  return `exception:${stream}:${seq}` as Subject;
}

/** One card to get back. */
export function recallSubject(jobId: JobId): Subject {
  return `recall:${jobId}` as Subject;
}

/** One version of the rules. */
export function catalogueSubject(version: RulesVersion): Subject {
  return `catalogue:${version}` as Subject;
}
