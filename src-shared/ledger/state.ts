import type {
  ApplicationId,
  CalibrationId,
  Cnic,
  Day,
  EntryId,
  JobId,
  LicenceNumber,
  ReceiptNumber,
  RulesVersion,
  Sha256,
  StaffId,
  StreamId,
} from '../ids.ts';
import type { FeeLine } from '../licensing/fees.ts';
import type { PersonData } from '../licensing/person-data.ts';
import type { Category, DocumentCode, PaymentMethod } from '../licensing/rule-book.ts';
import type { DevicesState } from './devices-state.ts';
import type { PrinterReading } from './entries/device-entries.ts';
import type { ExceptionState, RecallState } from './exceptions-state.ts';
import type { CardOutcome, Photo, Receiver, ReturnReason, Service } from './entries/person-entries.ts';

/** Who did something, where and when. */
export interface Deed {
  readonly by: StaffId;
  readonly at: string;
  readonly stream: StreamId;
  readonly entry: EntryId;
}

export interface Payment {
  readonly receiptNumber: ReceiptNumber;
  readonly total: number;
  readonly deed: Deed;
}

/** `open` and `returned` can be worked on; the others wait or are settled. */
export type ApplicationStage = 'open' | 'submitted' | 'returned' | 'approved' | 'cancelled';

export interface ApplicationState {
  readonly id: ApplicationId;
  readonly service: Service;
  readonly stage: ApplicationStage;
  readonly categories: readonly Category[];
  readonly years: number;
  readonly rules: RulesVersion;
  readonly opened: Deed;
  /** Everybody whose work is in it, from the person's data to the submission: none of them may decide. */
  readonly workers: readonly StaffId[];
  readonly documents: readonly DocumentCode[];
  readonly photo: Photo | null;
  readonly photographed: Deed | null;
  readonly payment: Payment | null;
  readonly submitted: Deed | null;
  readonly returned: { readonly reason: ReturnReason; readonly note: string; readonly deed: Deed } | null;
  readonly approved: { readonly licenceNumber: LicenceNumber; readonly deed: Deed } | null;
  readonly updatedAt: string;
}

export interface LicenceState {
  readonly number: LicenceNumber;
  readonly applicationId: ApplicationId;
  readonly categories: readonly Category[];
  readonly issuedOn: Day;
  readonly validUntil: Day;
  readonly issued: Deed;
}

/** One attempt to print one card; `printing` until a person said how it came out. */
export interface CardState {
  readonly jobId: JobId;
  readonly applicationId: ApplicationId;
  readonly licenceNumber: LicenceNumber;
  readonly stage: 'printing' | CardOutcome;
  readonly printReason: string | null;
  readonly outcomeReason: string | null;
  readonly printer: string;
  readonly front: Sha256;
  readonly back: Sha256;
  /** Absent where the entry said nothing of it. */
  readonly calibration?: CalibrationId | null | undefined;
  readonly reading?: PrinterReading | null | undefined;
  readonly started: Deed;
  readonly ended: Deed | null;
  readonly handedOver: { readonly receiver: Receiver; readonly deed: Deed } | null;
}

export interface PersonState {
  readonly kind: 'person';
  readonly cnic: Cnic;
  readonly person: PersonData | null;
  readonly recorded: Deed | null;
  readonly applications: Readonly<Record<string, ApplicationState>>;
  readonly licences: Readonly<Record<string, LicenceState>>;
  readonly cards: Readonly<Record<string, CardState>>;
}

export interface TillReceipt {
  readonly receiptNumber: ReceiptNumber;
  readonly applicationId: ApplicationId;
  readonly rules: RulesVersion;
  readonly lines: readonly FeeLine[];
  readonly total: number;
  readonly tendered: number;
  readonly method: PaymentMethod;
  readonly deed: Deed;
}

export interface TillState {
  readonly kind: 'till';
  readonly receipts: readonly TillReceipt[];
}

/** `quantity` is positive for blanks that came, negative for blanks that went. */
export interface StockMovement {
  readonly what: 'received' | 'printed' | 'spoiled';
  readonly quantity: number;
  readonly jobId: JobId | null;
  readonly reason: string | null;
  readonly deed: Deed;
}

export interface StockState {
  readonly kind: 'stock';
  readonly movements: readonly StockMovement[];
}

export interface LeaseState {
  readonly kind: 'lease';
  readonly prefix: string;
  readonly from: number;
  readonly to: number;
  /** The next serial to be taken; `to + 1` when all are. */
  readonly next: number;
  readonly stream: StreamId;
  readonly expiresAt: string;
}

export interface ReportExport {
  readonly day: Day;
  readonly format: 'pdf' | 'csv';
  readonly language: 'en' | 'ur';
  readonly sha256: Sha256;
  readonly size: number;
  readonly deed: Deed;
}

export interface ReportsState {
  readonly kind: 'reports';
  readonly exports: readonly ReportExport[];
}

export type SubjectState =
  | PersonState
  | TillState
  | StockState
  | LeaseState
  | ReportsState
  | DevicesState
  | ExceptionState
  | RecallState;
