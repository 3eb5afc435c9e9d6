import type { FeeLine } from '../catalogue/fee-line.ts';
import type { PaymentMethod } from '../catalogue/house-file.ts';
import type { ApplicationId, ReceiptNumber, RulesVersion, ShiftId } from '../ids.ts';
import type { CashCount, DayFigures, RefundKind } from './entries/till-entries.ts';
import type { Deed } from './state.ts';

export interface TillReceipt {
  readonly receiptNumber: ReceiptNumber;
  readonly applicationId: ApplicationId;
  readonly rules: RulesVersion;
  readonly lines: readonly FeeLine[];
  readonly total: number;
  readonly tendered: number;
  readonly method: PaymentMethod;
  /** Absent where older builds took it. */
  readonly reference?: string | null | undefined;
  readonly shift?: ShiftId | undefined;
  /** How often it was printed; absent while it was not. */
  readonly printed?: number | undefined;
  readonly deed: Deed;
}

/** One operator's drawer, from the float to the count. Amounts in paisa. */
export interface ShiftState {
  readonly shift: ShiftId;
  readonly float: number;
  readonly opened: Deed;
  readonly closed: {
    readonly count: CashCount;
    readonly counted: number;
    /** What should have been there by the till's own entries, here. */
    readonly expected: number;
    readonly reason: string | null;
    readonly deed: Deed;
  } | null;
  /** Who has seen a difference; null while nobody has, and where there is none. */
  readonly signed: { readonly note: string; readonly deed: Deed } | null;
}

/** Money of a receipt on its way back. Only `paid` moved any. */
export interface RefundState {
  readonly receiptNumber: ReceiptNumber;
  readonly kind: RefundKind;
  readonly amount: number;
  readonly reason: string;
  readonly stage: 'asked' | 'agreed' | 'refused' | 'paid';
  readonly asked: Deed;
  readonly answered: Deed | null;
  /** Why it was refused. */
  readonly answer: string | null;
  readonly paid: Deed | null;
}

/** Money that left a drawer. */
export interface Payout {
  readonly receiptNumber: ReceiptNumber;
  readonly amount: number;
  readonly method: PaymentMethod;
  readonly shift: ShiftId;
  readonly deed: Deed;
}

export interface DayClose {
  readonly stage: 'closed' | 'reopened';
  readonly figures: DayFigures;
  readonly closed: Deed;
  readonly reopened: { readonly reason: string; readonly deed: Deed } | null;
}

/** One counter's money of one day. What older builds did not know is absent. */
export interface TillState {
  readonly kind: 'till';
  readonly receipts: readonly TillReceipt[];
  readonly shifts?: readonly ShiftState[] | undefined;
  readonly refunds?: readonly RefundState[] | undefined;
  readonly payouts?: readonly Payout[] | undefined;
  readonly close?: DayClose | undefined;
}
