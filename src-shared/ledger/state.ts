import type {
  ApplicationId,
  CalibrationId,
  CentreCode,
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
import type { PersonData } from '../licensing/person-data.ts';
import type { Category } from '../licensing/category.ts';
import type { CatalogueState } from './catalogue-state.ts';
import type { ChecksState } from './checks-state.ts';
import type { DevicesState } from './devices-state.ts';
import type { EntryData } from './entry-types.ts';
import type { PrinterReading } from './entries/device-entries.ts';
import type { RefundKind } from './entries/till-entries.ts';
import type { ExceptionState, RecallState } from './exceptions-state.ts';
import type { TillState } from './till-state.ts';
import type { DocumentKind } from '../catalogue/condition.ts';
import type { RuleId } from '../catalogue/dated-rule.ts';
import type { ServiceCode } from '../catalogue/service-file.ts';
import type {
  CardOutcome,
  PaperFormat,
  PaperKind,
  Photo,
  Receiver,
  ReturnReason,
  StatusIndex,
  TestEnd,
  TestOutcome,
} from './entries/person-entries.ts';

/** Who did something, where and when. */
export interface Deed {
  readonly by: StaffId;
  readonly at: string;
  readonly stream: StreamId;
  readonly entry: EntryId;
}

/** A fee that went back, with the receipt it was paid by. */
export interface ReturnedFee {
  readonly receiptNumber: ReceiptNumber;
  readonly total: number;
  readonly kind: RefundKind;
  readonly reason: string;
  readonly deed: Deed;
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
  readonly service: ServiceCode;
  readonly stage: ApplicationStage;
  readonly categories: readonly Category[];
  readonly years: number;
  readonly rules: RulesVersion;
  /** The day whose rules decide it, by central's time; absent in states of older builds: the day it was opened. */
  readonly ruledOn?: Day | undefined;
  readonly opened: Deed;
  /** Everybody whose work is in it, from the person's data to the submission: none of them may decide. */
  readonly workers: readonly StaffId[];
  readonly documents: readonly RuleId[];
  /** Answers to the service's own form; absent until it is filled in. */
  readonly answers?: Readonly<Record<string, string>> | undefined;
  /** Tests taken, in order; absent before the first. */
  readonly signTests?: readonly SignTest[] | undefined;
  readonly roadTests?: readonly RoadTest[] | undefined;
  readonly photo: Photo | null;
  readonly photographed: Deed | null;
  readonly payment: Payment | null;
  /** Fees that went back, in order; absent while none did. */
  readonly feesReturned?: readonly ReturnedFee[] | undefined;
  readonly submitted: Deed | null;
  readonly returned: { readonly reason: ReturnReason; readonly note: string; readonly deed: Deed } | null;
  readonly approved: { readonly licenceNumber: LicenceNumber; readonly deed: Deed } | null;
  readonly updatedAt: string;
}

/** One sign test that was sat. */
export interface SignTest {
  readonly rule: RuleId;
  readonly bank: string;
  readonly asked: number;
  readonly right: number;
  readonly passed: boolean;
  readonly seconds: number;
  readonly day: Day;
  readonly deed: Deed;
  /** The paper as it was answered, for its sheet. */
  readonly questions: EntryData<'application.satSignTest'>['questions'];
  readonly language: 'en' | 'ur';
  readonly ended: TestEnd;
  readonly interrupted: number;
}

/** One category of one road test. */
export interface RoadTest {
  readonly category: Category;
  readonly outcome: TestOutcome;
  /** Null where nobody came to drive. */
  readonly vehicle: string | null;
  readonly note: string;
  readonly day: Day;
  readonly deed: Deed;
}

/** A card or permit made of a document; a later one takes its place. */
export interface Issue extends StatusIndex {
  readonly applicationId: ApplicationId;
  readonly issued: Deed;
}

/** Why a document of the register is out of force. */
export interface OutOfForce {
  readonly is: 'suspended' | 'cancelled';
  readonly reason: string;
  readonly reference: string;
  /** The last day of a suspension that ends by itself. */
  readonly until: Day | null;
  readonly deed: Deed;
}

/** Something that was done to a document after it was issued, with the application or order it rests on. */
export interface RegisterChange {
  readonly what: 'renewed' | 'added' | 'reissued' | 'suspended' | 'restored' | 'cancelled';
  readonly applicationId: ApplicationId | null;
  readonly reason: string | null;
  readonly reference: string | null;
  /** The last day of a suspension; absent where there is none. */
  readonly until?: Day | undefined;
  readonly deed: Deed;
}

/** A document of the register: a licence, a learner permit, or what else a service grants. */
export interface LicenceState {
  readonly number: LicenceNumber;
  /** Absent on licences of older builds, which knew nothing else. */
  readonly kind?: DocumentKind | undefined;
  readonly applicationId: ApplicationId;
  readonly categories: readonly Category[];
  readonly issuedOn: Day;
  readonly validUntil: Day;
  readonly issued: Deed;
  /** Who issued it, where that was before this register; else the centre of `issued`. */
  readonly centre?: CentreCode | undefined;
  /** Cards and permits made of it, the one that counts last; absent where none has a place in a status list. */
  readonly issues?: readonly Issue[] | undefined;
  readonly outOfForce?: OutOfForce | null | undefined;
  /** In order; absent while nothing was done to it. */
  readonly changes?: readonly RegisterChange[] | undefined;
}

/** A person nobody gives a licence. */
export interface Bar {
  readonly reason: string;
  readonly reference: string;
  readonly until: Day | null;
  readonly deed: Deed;
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

/** One print of a paper that was given out. */
export interface PaperPrint {
  readonly paper: PaperKind;
  readonly applicationId: ApplicationId | null;
  readonly licenceNumber: LicenceNumber | null;
  /** The entry a letter tells of. */
  readonly about: EntryId | null;
  readonly language: 'en' | 'ur';
  readonly format: PaperFormat;
  readonly reason: string | null;
  readonly sha256: Sha256;
  readonly size: number;
  readonly deed: Deed;
}

/** A person was barred or unbarred. */
export interface BarChange {
  readonly what: 'barred' | 'unbarred';
  readonly reason: string;
  readonly reference: string;
  readonly until: Day | null;
  readonly deed: Deed;
}

export interface PersonState {
  readonly kind: 'person';
  readonly cnic: Cnic;
  readonly person: PersonData | null;
  readonly recorded: Deed | null;
  readonly applications: Readonly<Record<string, ApplicationState>>;
  readonly licences: Readonly<Record<string, LicenceState>>;
  readonly cards: Readonly<Record<string, CardState>>;
  /** Absent while nobody barred the person. */
  readonly barred?: Bar | null | undefined;
  /** In order; absent while nobody ever barred the person. */
  readonly bars?: readonly BarChange[] | undefined;
  /** In order; absent while none was printed. */
  readonly papers?: readonly PaperPrint[] | undefined;
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
  | RecallState
  | CatalogueState
  | ChecksState;
