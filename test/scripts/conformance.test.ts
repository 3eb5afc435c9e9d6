import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bench } from '../../scripts/conformance/check.ts';
import { checks, openBench } from '../../scripts/conformance/suite.ts';
import { putCentre, putStaff } from '../../src-central/enrolment/centres.ts';
import { practicePins } from '../../src-central/enrolment/practice.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { CentreCode, StaffId } from '../../src-shared/ids.ts';
import { codeFor, startTestCentral } from '../support/test-central.ts';

let running: RunningCentral;
let bench: Bench;

beforeAll(async () => {
  running = await startTestCentral();
  const { db } = running.central;
  const centre = CentreCode.parse('SKD');
  await putCentre(db, { code: centre, nameEn: 'Skardu', nameUr: 'سکردو' }, new Date());
  const names = { nameEn: 'Operator 9', nameUr: 'آپریٹر 9' };
  const operator = { id: StaffId.parse('operator-9'), role: 'operator' as const, active: true };
  await putStaff(db, [{ centre, ...names, ...operator, pin: practicePins['operator-1'] ?? '' }], new Date());
  const codes = [await codeFor(running, 901), await codeFor(running, 902), await codeFor(running, 901, 'SKD')];
  const anew = [await codeFor(running, 903), await codeFor(running, 903)];
  bench = await openBench(running.url, [...codes, ...anew]);
}, 60_000);

afterAll(() => running.stop());

describe('central conforms to the protocol', () => {
  it.each(checks)('$section: $name', { timeout: 40_000 }, async ({ run }) => {
    expect(await run(bench)).toBeUndefined();
  });
});
