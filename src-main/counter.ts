import type { ErrorCode } from '../src-shared/errors.ts';
import type { Sha256 } from '../src-shared/ids.ts';
import type { Catalogues } from '../src-shared/catalogue/catalogue.ts';
import type { CameraPort } from './devices/camera/camera-port.ts';
import type { PrinterPort } from './devices/printer/printer-port.ts';
import type { UsbBus } from './devices/usb/usb-device.ts';
import type { UsbDiary } from './devices/usb/usb-diary.ts';
import type { CaseClaims } from './features/claims/case-claims.ts';
import type { PrintDesk } from './features/cards/print-desk.ts';
import type { Identity } from './features/enrolment/identity.ts';
import type { Invitation } from './features/enrolment/join-centre.ts';
import type { PracticeControls } from './features/practice/practice-controls.ts';
import type { Session } from './features/session/session.ts';
import type { QuestionBanks } from './features/sign-test/question-banks.ts';
import type { SignTestDesk } from './features/sign-test/sign-test-desk.ts';
import type { GreyCardDesk } from './features/devices/grey-card-desk.ts';
import type { CardWatch } from './features/stock/card-watch.ts';
import type { StatusBoard } from './features/status/status-board.ts';
import type { CodeReader } from './features/verify/code-reader.ts';
import type { PeopleSearch } from './search/people-search.ts';
import type { PhotoDesk } from './features/studio/photo-desk.ts';
import type { Clock, Ids, Log } from './ports.ts';
import type { CentralLine } from './replay/central-line.ts';
import type { Journal } from './store/journal.ts';
import type { Store } from './store/store.ts';

/** What every handler works with: the one counter of this process. */
export interface Counter {
  readonly store: Store;
  readonly journal: Journal;
  readonly rules: Catalogues;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly identity: Identity;
  readonly session: Session;
  readonly status: StatusBoard;
  readonly search: PeopleSearch;
  readonly camera: CameraPort;
  readonly printer: PrinterPort;
  /** Everything plugged in, for the technician. */
  readonly bus: UsbBus;
  readonly queues: PrintQueues;
  /** What went on on the bus lately, and the log's last lines: for diagnostics. */
  readonly diary: UsbDiary;
  readonly logEnd: () => readonly string[];
  /** Which counter works on which case. */
  readonly claims: CaseClaims;
  readonly photos: PhotoDesk;
  readonly prints: PrintDesk;
  readonly cards: CardWatch;
  readonly greyCards: GreyCardDesk;
  /** The questions of sign tests, and the one test that runs here. */
  readonly banks: QuestionBanks;
  readonly signTests: SignTestDesk;
  /** Finds codes in pictures of cards. */
  readonly codes: CodeReader;
  readonly papers: PaperPort;
  readonly replay: ReplayPort;
  /** Only in practice mode. */
  readonly practice: PracticeControls | undefined;
  /** Joins a centre with a one-time code. Errors: `enrolment.badCode`, `central.*`. */
  enrol(invitation: Invitation): Promise<void>;
  /** Gives this counter a new epoch; gives how many entries were carried over. Errors: as `enrol`, `enrolment.needed`. */
  renew(invitation: Omit<Invitation, 'centralUrl'> & { readonly centralUrl?: string | undefined }): Promise<number>;
}

/** Print queues of the operating system, for card printers without a driver here. */
export interface PrintQueues {
  /** Their names; none where the system has no printing. Never rejects. */
  list(): Promise<readonly string[]>;
  /** Prints on that queue from now on; on the USB printer where none is named. */
  choose(queue: string | undefined): Promise<void>;
}

/** Turns a page of HTML with its styles inside into a PDF, by the host's own browser engine. */
export interface PaperPort {
  /** Errors: `report.rendererMissing`, `report.rendererFailed`. */
  toPdf(html: string): Promise<Uint8Array>;
  /** A paper will be asked for soon: what takes time is done ahead. */
  prepare(): void;
  stop(): Promise<void>;
}

/** How replay stands, as the status bar shows it; the counts come from the store. */
export interface ReplayLink {
  readonly state: 'up' | 'down' | 'paused';
  readonly fault: ErrorCode | null;
}

export interface ReplayPort {
  readonly link: ReplayLink;
  /** For questions that a person waits for; undefined before enrolment. */
  readonly line: CentralLine | undefined;
  /** Something new to send: do not wait for the timer. */
  wake(): void;
  /** Fetches a centre mate's photo at once; false when it cannot be had now. */
  fetchPhoto(sha256: Sha256): Promise<boolean>;
  /** Try the link now, whatever the pause was. */
  tryNow(): void;
}
