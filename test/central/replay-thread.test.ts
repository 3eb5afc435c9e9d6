import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningCentral } from '../../src-central/server.ts';
import { Ack } from '../../src-shared/contract/central/batch.ts';
import { FeedPage } from '../../src-shared/contract/central/feed.ts';
import { headStatement } from '../../src-shared/ledger/chain.ts';
import { ed25519PublicKey, isSigned } from '../../src-central/auth/signatures.ts';
import { startTestCentral } from '../support/test-central.ts';
import { enrolTestCounter, newPerson, type TestCounter } from '../support/test-counter.ts';

describe('an entry’s way through central', () => {
  let running: RunningCentral;
  let counter: TestCounter;
  let mate: TestCounter;
  beforeAll(async () => {
    running = await startTestCentral();
    counter = await enrolTestCounter(running, 1);
    mate = await enrolTestCounter(running, 2);
  });
  afterAll(() => running.stop());

  it('enrols a counter as the first epoch of its stream, with its centre’s people', () => {
    expect(counter.stream).toBe('GLT-1-1');
    expect(counter.enrolment.reference.staff.map((each) => each.role)).toContain('supervisor');
  });

  it('acknowledges a batch with a countersigned head, settles it and says so in the feed', async () => {
    const entry = counter.write(newPerson().draft);
    const response = await counter.push([entry]);
    const ack = Ack.parse(await response.json());
    expect(ack.ackSeq).toBe(1);
    const statement = headStatement({ stream: counter.stream, seq: 1, hash: entry.hash });
    const key = ed25519PublicKey(counter.enrolment.centralKey);
    expect(isSigned(statement, { key, signature: ack.headCountersignature })).toBe(true);
    const [receipt] = await counter.receiptsOf([entry]);
    expect(receipt).toMatchObject({ seq: 1, status: 'applied', code: null });
  });

  it('brings the entry to the centre mate, verbatim', async () => {
    const items = await mate.feedUntil((all) => all.some((item) => item.kind === 'entry'));
    expect(items.find((item) => item.kind === 'entry')).toMatchObject({ entry: counter.entries[0] });
    expect(FeedPage.parse(await mate.feed())).toBeTruthy();
  });
});
