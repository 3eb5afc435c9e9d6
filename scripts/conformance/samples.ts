import { randomInt } from 'node:crypto';
import type { Act } from './journal.ts';
import { sha256, uuidv7 } from './journal.ts';

/** A CNIC that nobody else of this run has: thirteen digits, first 7, last odd. */
export function sampleCnic(): string {
  return `7${String(randomInt(10 ** 9)).padStart(9, '0')}${String(randomInt(100)).padStart(2, '0')}${1 + 2 * randomInt(5)}`;
}

export function personSubject(cnic: string): string {
  return `person:${cnic}`;
}

/** A sample person's data is recorded. */
export function recorded(cnic: string, change: Readonly<Record<string, string>> = {}): Act {
  const person = {
    cnic,
    nameEn: 'Sample Person',
    nameUr: 'نمونہ شخص',
    fatherEn: 'Sample Father',
    fatherUr: 'نمونہ والد',
    birthDate: '1990-05-01',
    gender: 'male',
    bloodGroup: null,
    phone: '03001234567',
    address: 'House 1, Sample Street',
    ...change,
  };
  return { type: 'person.recorded', subject: personSubject(cnic), data: { person } };
}

/** A new licence is asked for; a person has one open application at most. */
export function opened(cnic: string, applicationId = uuidv7()): Act {
  const data = { applicationId, service: 'new', categories: ['car'], years: 5, rules: 'sample-2025-02' };
  return { type: 'application.opened', subject: personSubject(cnic), data };
}

/** A photo is taken; its bytes go up on their own way. */
export function photographed(cnic: string, applicationId: string, bytes: Uint8Array): Act {
  const blob = { sha256: sha256(bytes), size: bytes.length };
  const photo = { ...blob, width: 600, height: 800, camera: 'sample' };
  return {
    type: 'application.photographed',
    subject: personSubject(cnic),
    data: { applicationId, photo },
    blobs: [blob],
  };
}
