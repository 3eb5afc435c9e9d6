import { describe, expect, it } from 'vitest';
import type { CardQueue, PrintProgress } from '../../src-shared/contract/counter/cards.ts';
import type { CardView } from '../../src-shared/contract/counter/views.ts';
import { Cnic, JobId, LicenceNumber } from '../../src-shared/ids.ts';
import { isNamedBy, workOf } from '../../src-renderer/features/cards/card-work.ts';

const jobs = ['01a1ff5e-cabb-71ec-b6c1-7a5f882a2761', '01a1ff5e-cabb-71ec-b6c1-7a5f882a2762'].map((id) =>
  JobId.parse(id),
);
const [earlier, later] = jobs as [JobId, JobId];

function card(fields: Partial<CardView>): CardView {
  return {
    jobId: null,
    licence: {
      number: LicenceNumber.parse('GLT-0000001-7'),
      cnic: Cnic.parse('7110110079191'),
      categories: ['car'],
      issuedOn: '2026-11-21',
      validUntil: '2031-11-20',
      confirmed: false,
    },
    applicationId: '01a1ff5e-cabb-71ec-b6c1-7a5f882a2769' as CardView['applicationId'],
    nameEn: 'Imran Shah',
    nameUr: 'عمران شاہ',
    photo: null,
    stage: 'waiting',
    reasonNeeded: false,
    outcomeReason: null,
    startedAt: null,
    handedOver: null,
    ...fields,
  };
}

function queueOf(toLookAt: CardView[]): CardQueue {
  return { toLookAt, toPrint: [card({})], toHandOver: [], handedOverToday: [] };
}

function heard(step: PrintProgress['step']): Record<JobId, PrintProgress> {
  return { [later]: { jobId: later, step, fault: null, look: step === 'done' } };
}

describe('the work at the card printer', () => {
  const started = card({ jobId: later, stage: 'printing', startedAt: '2026-11-21T09:00:00.000Z' });
  const works = (queue: CardQueue, sources: Parameters<typeof workOf>[1]) =>
    workOf(queue, sources).map((item) => item.work);

  it('asks to look first after a power cut, when nothing was heard and the printer is at rest', () => {
    expect(works(queueOf([started]), { heard: {}, printing: false })).toEqual(['look', 'print']);
  });

  it('lets a job go on while it is told of', () => {
    expect(works(queueOf([started]), { heard: heard('sendingBack'), printing: true })).toEqual(['printing', 'print']);
  });

  it('takes only the newest job for the one in a busy printer that this window heard nothing of', () => {
    const old = card({ jobId: earlier, stage: 'printing', startedAt: '2026-11-21T08:00:00.000Z' });
    const items = workOf(queueOf([started, old]), { heard: {}, printing: true });
    expect(items.slice(0, 2).map((item) => [item.card.jobId, item.work])).toEqual([
      [earlier, 'look'],
      [later, 'printing'],
    ]);
  });

  it('asks calmly about a card that came out, and firmly after a fault', () => {
    expect(works(queueOf([started]), { heard: heard('done'), printing: false })[0]).toBe('out');
    expect(works(queueOf([started]), { heard: heard('failed'), printing: false })[0]).toBe('look');
  });
});

describe('finding a card', () => {
  it.each(['imran', 'عمران', '71101-1007', '7110110', 'glt-0000001', ''])('finds it by "%s"', (typed) => {
    expect(isNamedBy(card({}), typed)).toBe(true);
  });

  it.each(['danish', '71102', 'GLT-0000002'])('does not take "%s" for it', (typed) => {
    expect(isNamedBy(card({}), typed)).toBe(false);
  });
});
