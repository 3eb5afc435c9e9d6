import assert from 'node:assert/strict';
import type { Answer, Counter } from './counter.ts';
import { member } from './json.ts';

/** Who takes part: two counters of one centre and one of another. */
export interface Bench {
  readonly central: string;
  /** One-time codes the suite was given: the three of the counters, then two of one more counter, used up in turn. */
  readonly codes: readonly string[];
  readonly first: Counter;
  readonly second: Counter;
  readonly elsewhere: Counter;
}

/** One thing that a central must do. */
export interface Check {
  /** Heading of docs/replay.md that asks for it. */
  readonly section: string;
  readonly name: string;
  readonly run: (bench: Bench) => Promise<void>;
}

/** A refusal of the protocol: this status, this code of the closed list, and nothing else. */
export function expectRefusal({ status, body }: Answer, expected: { status: number; code: string }): void {
  assert.deepEqual({ status, code: member(body, 'code') }, expected, `answered ${status} ${JSON.stringify(body)}`);
}

export function expectOk({ status, body }: Answer): void {
  assert.equal(status, 200, `answered ${status} ${JSON.stringify(body)}`);
}
