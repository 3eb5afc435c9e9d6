import assert from 'node:assert/strict';
import { blobChecks } from './checks/blobs.ts';
import { claimChecks } from './checks/claims.ts';
import { downloadChecks } from './checks/downloads.ts';
import { enrolmentChecks } from './checks/enrolment.ts';
import { feedChecks } from './checks/feed.ts';
import { helloChecks } from './checks/hello.ts';
import { lookupChecks } from './checks/lookups.ts';
import { numberChecks } from './checks/numbers.ts';
import { pushChecks } from './checks/push.ts';
import { receiptChecks } from './checks/receipts.ts';
import { trustChecks } from './checks/trust.ts';
import type { Bench, Check } from './check.ts';
import { Counter } from './counter.ts';

/** All checks, in the order in which they are run: each leaves the streams gapless behind it. */
export const checks: readonly Check[] = [
  ...enrolmentChecks,
  ...helloChecks,
  ...pushChecks,
  ...receiptChecks,
  ...feedChecks,
  ...lookupChecks,
  ...claimChecks,
  ...numberChecks,
  ...trustChecks,
  ...blobChecks,
  ...downloadChecks,
];

export interface Verdict {
  readonly check: Check;
  /** What is wrong; undefined where nothing is. */
  readonly wrong: string | undefined;
}

/** Enrols the three counters of the suite. Throws when a code is not taken. */
export async function openBench(central: string, codes: readonly string[]): Promise<Bench> {
  const enrolled: Counter[] = [];
  for (const code of codes.slice(0, 3)) {
    const counter = new Counter(central);
    const { status, body } = await counter.enrol(code);
    assert.equal(status, 200, `the code ${code} was not taken: ${JSON.stringify(body)}`);
    enrolled.push(counter);
  }
  const [first, second, elsewhere] = enrolled;
  assert(first !== undefined && second !== undefined && elsewhere !== undefined, 'three one-time codes are needed');
  assert.equal(centreOf(first), centreOf(second), 'the first two codes are of one centre');
  assert.notEqual(centreOf(first), centreOf(elsewhere), 'the third code is of another centre');
  return { central, codes, first, second, elsewhere };
}

/** Runs checks one after the other; a failure does not end the suite. */
export async function* judge(bench: Bench, list: readonly Check[]): AsyncGenerator<Verdict> {
  for (const check of list) yield { check, wrong: await fault(() => check.run(bench)) };
}

async function fault(work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function centreOf({ stream }: Counter): string {
  return stream.slice(0, 3);
}
