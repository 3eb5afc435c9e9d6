import type { ReceiptNumber, ShiftId } from '../../src-shared/ids.ts';
import { signIn, type Call, type Step } from './contract-script.ts';

const note =
  (name: string, field: string, call: Call): Call =>
  async (client, known) => {
    const value = (await call(client, known)) as Record<string, string>;
    known[name] = value[field]!;
    return value;
  };

const DAY = '2026-11-21';
const wrong = (known: Record<string, string>) => ({ receiptNumber: known['wrong'] as ReceiptNumber });
const paid = (known: Record<string, string>) => ({ receiptNumber: known['receipt'] as ReceiptNumber });
const shift = (known: Record<string, string>) => ({ shift: known['shift'] as ShiftId });

/** A receipt that was a mistake, a refund that is refused, and a drawer that holds too little, with the shift open. */
export const tillSteps: readonly Step[] = [
  ['till.drawer', (client) => client.till.drawer()],
  [
    'till.takeFee',
    note('wrong', 'receiptNumber', (client, known) =>
      client.till.takeFee({ applicationId: known['second']!, tendered: 1_000_000, method: 'cash' }),
    ),
  ],
  [
    'till.askRefund',
    (client, known) => client.till.askRefund({ ...wrong(known), kind: 'void', reason: 'wrong person' }),
  ],
  ['till.askRefund', (client, known) => client.till.askRefund({ ...wrong(known), kind: 'void', reason: 'once more' })],
  ['till.askRefund', (client, known) => client.till.askRefund({ ...paid(known), kind: 'refund', reason: 'left us' })],
  ['till.payRefund', (client, known) => client.till.payRefund(wrong(known))],
  ['till.printReceipt', (client, known) => client.till.printReceipt({ ...paid(known), language: 'ur' })],
  ['till.refunds', (client) => client.till.refunds({ filter: 'waiting' })],
  signIn('supervisor-1'),
  ['till.refuseRefund', (client, known) => client.till.refuseRefund({ ...paid(known), reason: 'work has begun' })],
  ['till.agreeRefund', (client, known) => client.till.agreeRefund(paid(known))],
  ['till.agreeRefund', (client, known) => client.till.agreeRefund(wrong(known))],
  signIn('operator-1'),
  ['till.payRefund', (client, known) => client.till.payRefund(wrong(known))],
  [
    'till.closeShift',
    (client, known) => client.till.closeShift({ ...shift(known), count: { notes: [], other: 1 }, reason: null }),
  ],
  [
    'till.closeShift',
    (client, known) => {
      const count = { notes: [{ value: 100_000, count: 3 }], other: 50 };
      return client.till.closeShift({ ...shift(known), count, reason: 'counted twice' });
    },
  ],
  signIn('supervisor-1'),
  ['closeOfDay.page', (client) => client.closeOfDay.page({ day: DAY })],
  ['closeOfDay.close', (client) => client.closeOfDay.close({ day: DAY })],
  ['till.shifts', (client) => client.till.shifts({ day: DAY })],
  ['till.signShift', (client, known) => client.till.signShift({ ...shift(known), note: 'seen' })],
  signIn('operator-1'),
];

/** The end of the day, with a supervisor at the PC. */
export const closeSteps: readonly Step[] = [
  ['closeOfDay.page', (client) => client.closeOfDay.page({ day: DAY })],
  ['closeOfDay.close', (client) => client.closeOfDay.close({ day: DAY })],
  ['closeOfDay.close', (client) => client.closeOfDay.close({ day: DAY })],
  ['closeOfDay.reopen', (client) => client.closeOfDay.reopen({ day: DAY, reason: 'a fee was forgotten' })],
];
