import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checks } from '../../scripts/conformance/suite.ts';
import type { EntryId, StaffId, StreamId } from '../../src-shared/ids.ts';
import { canonicalText, genesisHash } from '../../src-shared/ledger/chain.ts';
import type { EntryHeader, Subject } from '../../src-shared/ledger/entry.ts';
import { hash } from '../support/bodies.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/replay.md'), 'utf8');

describe('docs/replay.md', () => {
  const stream = 'GLT-2-1' as StreamId;
  const header: EntryHeader = {
    stream,
    seq: 1,
    id: '01900000-0000-7000-8000-000000000001' as EntryId,
    type: 'person.recorded',
    schema: 1,
    subject: 'person:7110312345671' as Subject,
    deps: [],
    actor: 'operator-1' as StaffId,
    role: 'operator',
    at: '2026-03-02T05:00:00.000Z',
    boot: 1,
    offsetMs: -250,
    blobs: [],
    prevHash: genesisHash(stream, hash),
  };

  it('shows a genesis hash, a canonical text and its hash as they are made', () => {
    const canonical = canonicalText(header, '{"person":{"cnic":"7110312345671"}}');
    expect(page).toContain(`\`${header.prevHash}\``);
    expect(page).toContain(`\n${canonical}\n`);
    expect(page).toContain(`\`${hash(canonical)}\``);
  });

  it('has a heading for every check of the conformance suite', () => {
    const headings = [...page.matchAll(/^## (.+)$/gm)].map((match) => match[1]);
    expect(headings).toEqual(expect.arrayContaining([...new Set(checks.map(({ section }) => section))]));
  });
});
