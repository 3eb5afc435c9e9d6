/**
 * Every way an act can fail, as one closed union. Each code has one cause and one next action, both
 * in `i18n/*.json` under `error.<code>.cause` and `error.<code>.action`; `retry` says whether doing
 * the same again, unchanged, can help. A refusal by a rule and a fault of a device share this list,
 * because to the person at the counter both are "it did not happen, and this is what to do now".
 */
const codes = {
  // identity and session
  'session.badCredentials': { retry: true },
  'session.lockedOut': { retry: true },
  'session.needed': { retry: false },
  'session.locked': { retry: false },
  'session.forbidden': { retry: false },
  'enrolment.needed': { retry: false },
  'enrolment.done': { retry: false },
  'enrolment.badCode': { retry: true },
  // input
  'input.malformed': { retry: false },
  'input.tooLarge': { retry: false },
  'input.unknownProcedure': { retry: false },
  // the screen's own link to the core
  'core.unreachable': { retry: true },
  // person
  'cnic.length': { retry: false },
  'cnic.province': { retry: false },
  'cnic.genderDigit': { retry: false },
  'person.birthDateInFuture': { retry: false },
  'person.birthDateImplausible': { retry: false },
  'person.nameMissing': { retry: false },
  'person.birthDateMissing': { retry: false },
  'person.unknown': { retry: false },
  'person.known': { retry: false },
  // application
  'application.unknown': { retry: false },
  'application.alreadyOpen': { retry: false },
  'application.notOpen': { retry: false },
  'application.underAge': { retry: false },
  'application.holdsLicence': { retry: false },
  'application.noCategory': { retry: false },
  'application.yearsOutOfRange': { retry: false },
  'application.categoriesHeld': { retry: false },
  'application.documentsMissing': { retry: false },
  'application.photoMissing': { retry: false },
  'application.feeUnpaid': { retry: false },
  'application.notProofread': { retry: false },
  'application.notSubmitted': { retry: false },
  'application.secondPersonNeeded': { retry: false },
  'application.reasonMissing': { retry: false },
  'application.rulesUnknown': { retry: false },
  'application.serviceUnknown': { retry: false },
  'application.documentNeeded': { retry: false },
  'application.documentTooNew': { retry: false },
  'application.tooEarly': { retry: false },
  'application.tooLate': { retry: false },
  'application.retestWait': { retry: false },
  'application.suspended': { retry: false },
  'application.barred': { retry: false },
  'application.otherCentre': { retry: false },
  'application.answersMissing': { retry: false },
  'application.answerWrong': { retry: false },
  'application.testNotPassed': { retry: false },
  'application.stepEarly': { retry: false },
  'application.notAStep': { retry: false },
  'application.examinerIsWorker': { retry: false },
  // tests
  'test.passed': { retry: false },
  'test.otherCategory': { retry: false },
  'test.bankUnknown': { retry: false },
  'test.otherRunning': { retry: false },
  'test.noneRunning': { retry: false },
  // register
  'register.cancelled': { retry: false },
  'register.suspended': { retry: false },
  'register.notSuspended': { retry: false },
  'register.notBarred': { retry: false },
  'register.untilPast': { retry: false },
  // papers
  'paper.notOfService': { retry: false },
  'paper.notIssued': { retry: false },
  'paper.outOfForce': { retry: false },
  'paper.noGround': { retry: false },
  'paper.reasonNeeded': { retry: false },
  // money
  'fee.short': { retry: false },
  'fee.linesDiffer': { retry: false },
  'fee.alreadyPaid': { retry: false },
  'fee.methodUnknown': { retry: false },
  'fee.referenceWrong': { retry: false },
  'fee.slipUsed': { retry: false },
  'fee.issued': { retry: false },
  'till.receiptTaken': { retry: false },
  'till.receiptUnknown': { retry: false },
  'till.noShift': { retry: false },
  'till.shiftOpen': { retry: false },
  'till.othersShift': { retry: false },
  'till.shiftUnknown': { retry: false },
  'till.otherDay': { retry: true },
  'till.dayClosed': { retry: false },
  'till.dayOpen': { retry: false },
  'till.dayUnknowns': { retry: false },
  'till.figuresDiffer': { retry: true },
  'till.varianceUnexplained': { retry: false },
  'till.varianceUnsigned': { retry: false },
  'till.nothingToSign': { retry: false },
  'till.secondPersonNeeded': { retry: false },
  'till.refundWaits': { retry: false },
  'till.refundNotAsked': { retry: false },
  'till.refundNotAgreed': { retry: false },
  'till.refunded': { retry: false },
  'till.voidTooLate': { retry: false },
  'till.amountDiffers': { retry: false },
  'till.paidElsewhere': { retry: false },
  'till.notEnoughCash': { retry: false },
  // numbers
  'lease.exhausted': { retry: true },
  'lease.expired': { retry: true },
  'lease.numberTaken': { retry: false },
  'lease.numberOutside': { retry: false },
  'lease.unknown': { retry: false },
  'lease.notTaken': { retry: false },
  // cards and stock
  'card.noLicence': { retry: false },
  'card.lookFirst': { retry: false },
  'card.reasonNeeded': { retry: false },
  'card.notPrinting': { retry: false },
  'card.notPrinted': { retry: false },
  'card.handedOver': { retry: false },
  'card.receiverMissing': { retry: false },
  'stock.empty': { retry: false },
  'stock.quantity': { retry: false },
  'stock.tooManyBlanks': { retry: false },
  'stock.nothingUnexplained': { retry: false },
  // ledger and store
  'ledger.unknownType': { retry: false },
  'ledger.badBody': { retry: false },
  'ledger.wrongSubject': { retry: false },
  'ledger.repeated': { retry: false },
  'ledger.dependency': { retry: true },
  'ledger.restsOnRejected': { retry: false },
  'staff.unknown': { retry: false },
  // versions of the rules
  'catalogue.unreadable': { retry: false },
  'catalogue.versionTaken': { retry: false },
  'catalogue.undecided': { retry: false },
  'catalogue.begun': { retry: false },
  'catalogue.notProposed': { retry: false },
  // checks of cards
  'verify.noCode': { retry: true },
  'verify.notAPicture': { retry: false },
  'verify.pictureTooLarge': { retry: false },
  'verify.tooSlow': { retry: true },
  'verify.numberWrong': { retry: false },
  // cases of entries that could not be applied
  'exception.unknown': { retry: false },
  'exception.notOpen': { retry: false },
  'exception.notProposed': { retry: false },
  'exception.notDecided': { retry: false },
  'exception.closed': { retry: false },
  'recall.unknown': { retry: false },
  'recall.closed': { retry: false },
  'work.stopped': { retry: true },
  'store.full': { retry: true },
  'store.io': { retry: false },
  'store.wrongKey': { retry: false },
  'store.newer': { retry: false },
  'store.corrupt': { retry: false },
  'store.inUse': { retry: true },
  'store.keyMissing': { retry: false },
  'store.keyExposed': { retry: false },
  'clock.behind': { retry: true },
  // replay and central
  'central.unreachable': { retry: true },
  'central.slow': { retry: true },
  'central.busy': { retry: true },
  'central.fault': { retry: true },
  'central.tooLarge': { retry: true },
  'central.unauthorised': { retry: false },
  'central.upgradeNeeded': { retry: false },
  'central.garbage': { retry: true },
  'central.gap': { retry: true },
  'central.badSignature': { retry: false },
  'central.badChain': { retry: false },
  'counter.restored': { retry: false },
  'export.notYet': { retry: true },
  'export.truncated': { retry: false },
  'export.damaged': { retry: false },
  'export.foreign': { retry: false },
  'central.staleEpoch': { retry: false },
  'central.insecure': { retry: false },
  'central.rolledBack': { retry: false },
  'central.snapshotNeeded': { retry: true },
  // centre mates
  'claim.held': { retry: true },
  'photo.notHere': { retry: true },
  // USB transport
  'usb.absent': { retry: true },
  'usb.permission': { retry: false },
  'usb.busy': { retry: false },
  'usb.unplugged': { retry: true },
  'usb.timeout': { retry: true },
  'usb.stall': { retry: true },
  'usb.fault': { retry: true },
  'usb.noBus': { retry: false },
  'usb.crashed': { retry: true },
  // camera
  'camera.absent': { retry: true },
  'camera.busy': { retry: true },
  'camera.noFocus': { retry: true },
  'camera.refused': { retry: true },
  'camera.storeFull': { retry: false },
  'camera.protocol': { retry: true },
  'camera.noPicture': { retry: true },
  'camera.batteryLow': { retry: false },
  'camera.notInLiveView': { retry: true },
  'camera.noLiveView': { retry: false },
  'camera.unsupported': { retry: false },
  'camera.mirrorUp': { retry: true },
  'camera.lensCovered': { retry: true },
  'camera.cardMissing': { retry: false },
  'camera.tooHot': { retry: true },
  'camera.asleep': { retry: true },
  'camera.settingRefused': { retry: false },
  'camera.badPicture': { retry: false },
  'camera.noGreyCard': { retry: true },
  'camera.measureFirst': { retry: false },
  'camera.calibrationNeeded': { retry: false },
  'camera.notChosen': { retry: false },
  'camera.denied': { retry: true },
  // printer
  'printer.absent': { retry: true },
  'printer.busy': { retry: true },
  'printer.ribbonOut': { retry: true },
  'printer.ribbonWrong': { retry: false },
  'printer.feederEmpty': { retry: true },
  'printer.coverOpen': { retry: true },
  'printer.jam': { retry: false },
  'printer.rejected': { retry: true },
  'printer.protocol': { retry: true },
  'printer.hopperFull': { retry: true },
  'printer.rejectFull': { retry: true },
  'printer.cleaningNeeded': { retry: false },
  'printer.ribbonIn': { retry: false },
  'printer.headHot': { retry: true },
  'printer.warmingUp': { retry: true },
  'printer.filmOut': { retry: true },
  'printer.hardware': { retry: false },
  'printer.magneticFailed': { retry: true },
  'printer.notCapable': { retry: false },
  'printer.calibrationNeeded': { retry: false },
  'printer.scanUnreadable': { retry: true },
  'printer.noSpooler': { retry: false },
  'printer.queueUnknown': { retry: false },
  'printer.queueStopped': { retry: true },
  'printer.jobFailed': { retry: false },
  'printer.settingRange': { retry: false },
  // papers
  'report.badDay': { retry: false },
  'report.rendererMissing': { retry: false },
  'report.rendererFailed': { retry: true },
  'practice.only': { retry: false },
  'practice.nobodyLeft': { retry: false },
  'internal.fault': { retry: true },
} as const satisfies Record<string, { retry: boolean }>;

export type ErrorCode = keyof typeof codes;

/** All codes, in the order above: for tests and for the missing-translation check. */
export const errorCodes = Object.keys(codes) as readonly ErrorCode[];

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(codes, value);
}

/** Can doing the same again, unchanged, help? */
export function canRetry(code: ErrorCode): boolean {
  return codes[code].retry;
}

/** Values the texts of a code may mention, e.g. `{ from: '2027-01-01' }`. Never a name or a CNIC. */
export type ErrorDetail = Readonly<Record<string, string | number>>;

/**
 * A fault with a code, thrown where a value cannot be returned (devices, store, network).
 * `detail` is shown to people; `cause` is for the log and must hold no personal data.
 */
export class Fault extends Error {
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;

  constructor(code: ErrorCode, detail: ErrorDetail = {}, options?: { cause?: unknown }) {
    super(code, options);
    this.name = 'Fault';
    this.code = code;
    this.detail = detail;
  }
}

/** A refusal: the rule's answer "no", as a value. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly detail?: ErrorDetail;
}

/** The answer of a rule: a value, or why not. */
export type Result<T> = { readonly ok: true; readonly value: T } | ({ readonly ok: false } & Refusal);

export function accept<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function refuse(code: ErrorCode, detail?: ErrorDetail): { readonly ok: false } & Refusal {
  return detail === undefined ? { ok: false, code } : { ok: false, code, detail };
}
