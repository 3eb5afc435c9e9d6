import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { v7 } from 'uuid';
import { newBlob } from '../../src-main/store/blobs.ts';
import { Journal } from '../../src-main/store/journal.ts';
import { keyFileGuard, keyFileOf } from '../../src-main/store/keys/key-file-guard.ts';
import { openStore } from '../../src-main/store/open-store.ts';
import type { ApplicationId, Cnic, EntryId } from '../../src-shared/ids.ts';
import { personSubject } from '../../src-shared/ledger/subjects.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { personData, photo } from '../support/bodies.ts';
import { staff, streams } from '../support/world.ts';

/**
 * A process that appends a person, an application and its photo at a time, for the tests that count
 * its syncs and that kill it. Prints the entries' ids and the photo's hash after each commit.
 */
const { values } = parseArgs({
  options: {
    'data-dir': { type: 'string' },
    count: { type: 'string', default: '1000000' },
    /** Sets the pragma anew, to prove that the durability guard can go red. */
    synchronous: { type: 'string' },
  },
});
const dataDir = values['data-dir'] ?? '';
const { store } = await openStore({ dataDir, guard: keyFileGuard(keyFileOf(dataDir)) });
if (values.synchronous !== undefined) store.pragma(`synchronous=${values.synchronous}`);
const uuid = () => v7() as EntryId;
const journal = new Journal({ store, rules: firstRules, clock: { now: () => Date.now() }, ids: { uuid } });
const place = { stream: streams[0], boot: 1 };

for (let count = 0; count < Number(values.count); count += 1) {
  const cnic = `711${randomBytes(4).readUInt32BE().toString().padStart(10, '0').slice(0, 9)}1` as Cnic;
  const applicationId = uuid() as string as ApplicationId;
  const subject = personSubject(cnic);
  const blob = newBlob(randomBytes(20_000), 'image/jpeg');
  const wanted = { service: 'new', categories: ['car'], years: 5, rules: 'sample-2025-02' as never } as const;
  const result = journal.append(place, staff[0]!, [
    { type: 'person.recorded', subject, data: { person: { ...personData(0), cnic } } },
    { type: 'application.opened', subject, data: { applicationId, ...wanted, categories: ['car'] } },
    {
      type: 'application.photographed',
      subject,
      data: { applicationId, photo: { ...photo(0), sha256: blob.sha256 } },
      blobs: [blob],
    },
  ]);
  if (!result.ok) throw new Error(result.code);
  writeSync(1, `${[...result.value.map((entry) => entry.id), blob.sha256].join(' ')}\n`);
}
store.close();
