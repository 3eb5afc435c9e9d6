import * as canon from '../camera/canon/canon-codes.ts';
import { DatasetReader } from '../camera/ptp/dataset-reader.ts';
import { DatasetWriter } from '../camera/ptp/dataset-writer.ts';
import { encodeDeviceInfo } from '../camera/ptp/device-info.ts';
import { encodeObjectInfo } from '../camera/ptp/object-info.ts';
import * as ptp from '../camera/ptp/operations.ts';
import * as response from '../camera/ptp/response.ts';
import type { CameraBody } from './camera-body.ts';
import { CARD_STORAGE } from './camera-memory.ts';
import { eventList, propertyRecord, textPropertyRecord } from './camera-records.ts';
import { doAutofocus, driveLens, letGo, press, releaseOldWay } from './camera-release.ts';
import type { PtpAnswer, PtpCommand } from './ptp-responder.ts';

export interface Answer extends PtpAnswer {
  /** Milliseconds until the camera answers. */
  readonly afterMs?: number;
}

/** Most records that one GetEvent carries. */
const RECORDS_A_READ = 32;

const ok: Answer = { response: response.OK };
const okFor = (data: Uint8Array): Answer => ({ response: response.OK, data });
const refused = (code: number): Answer => ({ response: code });

/** Operations that are expected with a data phase from the host. */
export function hasDataOut(operation: number): boolean {
  return operation === canon.SET_PROPERTY;
}

/** Operations that fetch a picture or a part of one. */
export function isPiece(operation: number): boolean {
  return operation === ptp.GET_OBJECT || operation === ptp.GET_PARTIAL_OBJECT || operation === canon.GET_PARTIAL_OBJECT;
}

/** What a practice camera does on a command, session matters aside. */
export function perform(body: CameraBody, command: PtpCommand): Answer {
  const operation = operations.get(command.operation);
  const has = body.info.operations.includes(command.operation);
  return operation === undefined || !has ? refused(response.OPERATION_NOT_SUPPORTED) : operation(body, command);
}

type Operation = (body: CameraBody, command: PtpCommand) => Answer;

const operations: ReadonlyMap<number, Operation> = new Map<number, Operation>([
  [ptp.GET_DEVICE_INFO, (body) => okFor(encodeDeviceInfo(body.info))],
  [ptp.GET_STORAGE_IDS, storageIds],
  [ptp.GET_STORAGE_INFO, () => okFor(storageInfo())],
  [ptp.GET_NUM_OBJECTS, (body) => ({ response: response.OK, parameters: [body.memory.card.length] })],
  [
    ptp.GET_OBJECT_HANDLES,
    (body) => okFor(new DatasetWriter().u32Array(body.memory.card.map((each) => each.handle)).bytes()),
  ],
  [ptp.GET_OBJECT_INFO, objectInfo],
  [ptp.GET_OBJECT, (body, { parameters }) => piece(body, [parameters[0] ?? 0, 0, 0xff_ff_ff_ff])],
  [ptp.DELETE_OBJECT, (body, { parameters }) => done(body.memory.delete(parameters[0] ?? 0))],
  [ptp.GET_PARTIAL_OBJECT, (body, { parameters }) => piece(body, parameters)],
  [canon.GET_STORAGE_IDS, storageIds],
  [canon.GET_STORAGE_INFO, () => okFor(storageInfo())],
  [canon.GET_PARTIAL_OBJECT, (body, { parameters }) => piece(body, parameters)],
  [canon.GET_OBJECT_INFO_EX, (body) => okFor(directory(body))],
  [canon.REMOTE_RELEASE, releaseOldWay],
  [canon.SET_PROPERTY, setProperty],
  [canon.SET_REMOTE_MODE, setRemoteMode],
  [canon.SET_EVENT_MODE, setEventMode],
  [canon.GET_EVENT, (body) => okFor(eventList(body.takeRecords(RECORDS_A_READ)))],
  [canon.TRANSFER_COMPLETE, (body, { parameters }) => done(body.memory.complete(parameters[0] ?? 0))],
  [canon.PC_HDD_CAPACITY, hostSpace],
  [canon.SET_UI_LOCK, () => ok],
  [canon.RESET_UI_LOCK, () => ok],
  [canon.KEEP_DEVICE_ON, (body) => (body.keepOn() ? ok : refused(response.DEVICE_BUSY))],
  [canon.REQUEST_PROPERTY, requestProperty],
  [canon.REMOTE_RELEASE_ON, press],
  [canon.REMOTE_RELEASE_OFF, letGo],
  [canon.SET_OLC_GROUPS, () => ok],
  [canon.GET_VIEWFINDER_DATA, viewfinder],
  [canon.DO_AF, doAutofocus],
  [canon.DRIVE_LENS, driveLens],
  [canon.AF_CANCEL, () => ok],
]);

function setRemoteMode(body: CameraBody, { parameters }: PtpCommand): Answer {
  if (parameters[0] === 0) body.endTether();
  return ok;
}

function setEventMode(body: CameraBody, { parameters }: PtpCommand): Answer {
  body.switchEvents(parameters[0] === 1);
  return ok;
}

function storageIds(body: CameraBody): Answer {
  return okFor(new DatasetWriter().u32Array(body.memory.storages(!body.faults.noCard)).bytes());
}

function setProperty(body: CameraBody, { data }: PtpCommand): Answer {
  if (data.length < 12) return refused(response.INVALID_PARAMETER);
  const reader = new DatasetReader(data);
  reader.skip(4);
  const property = reader.u32();
  if (property === canon.IMAGE_FORMAT) return setFormat(body, reader);
  const value = reader.u32();
  if (!body.properties.takes(property, value)) return refused(response.INVALID_PARAMETER);
  body.setProperty(property, value);
  return ok;
}

function setFormat(body: CameraBody, reader: DatasetReader): Answer {
  const format = Array.from({ length: Math.min(2, reader.u32()) }, () => {
    reader.skip(4);
    return [reader.u32(), reader.u32(), reader.u32()] as const;
  });
  return body.properties.setFormat(format) ? ok : refused(response.INVALID_PARAMETER);
}

function requestProperty(body: CameraBody, { parameters }: PtpCommand): Answer {
  const texts: Readonly<Record<number, string>> = {
    [canon.OWNER_NAME]: '',
    [canon.ARTIST]: '',
    [canon.COPYRIGHT]: '',
    [canon.SERIAL_NUMBER]: 'PRACTICE1',
  };
  const property = parameters[0] ?? 0;
  if (property === canon.SHUTTER_COUNTER) {
    body.report(propertyRecord(property, body.shutterCount));
    return ok;
  }
  const text = texts[property];
  if (text === undefined) return refused(0x200a);
  body.report(textPropertyRecord(property, text));
  return ok;
}

function hostSpace(body: CameraBody): Answer {
  body.properties.hostHasSpace();
  return ok;
}

/** Blobs of u32 length, u32 type, data: the JPEG (1), then one of no meaning to a host (4). */
function viewfinder(body: CameraBody): Answer {
  const frame = body.isExposing ? undefined : body.viewfinder.frame();
  if (frame === undefined) return refused(canon.NOT_READY);
  const header = new DatasetWriter()
    .u32(8 + frame.length)
    .u32(1)
    .bytes();
  const rest = new DatasetWriter()
    .u32(8 + 16)
    .u32(4)
    .raw(new Uint8Array(16))
    .bytes();
  return okFor(new Uint8Array(Buffer.concat([header, frame, rest])));
}

function piece(body: CameraBody, [handle = 0, offset = 0, length = 0]: readonly number[]): Answer {
  const picture = body.memory.picture(handle);
  if (picture === undefined) return refused(response.INVALID_OBJECT_HANDLE);
  const data = picture.bytes.subarray(offset, Math.min(picture.bytes.length, offset + length));
  return { response: response.OK, parameters: [data.length], data };
}

function done(known: boolean): Answer {
  return known ? ok : refused(response.INVALID_OBJECT_HANDLE);
}

function objectInfo(body: CameraBody, { parameters }: PtpCommand): Answer {
  const picture = body.memory.picture(parameters[0] ?? 0);
  if (picture === undefined) return refused(response.INVALID_OBJECT_HANDLE);
  const { format, name, bytes } = picture;
  const size = { storageId: CARD_STORAGE, size: bytes.length, width: 6000, height: 4000 };
  return okFor(encodeObjectInfo({ ...size, format, fileName: name, captured: '20250101T090000' }));
}

/** StorageInfo dataset: removable, DCF, read and write, 32 GB. */
function storageInfo(): Uint8Array {
  return new DatasetWriter().u16(4).u16(3).u16(0).u32(0).u32(8).u32(0).u32(7).u32(1420).string('SD').string('').bytes();
}

/** Entries of u32 size, handle@0, format@8, flags@16, size@20, name@32 (after the size field). */
function directory(body: CameraBody): Uint8Array {
  const writer = new DatasetWriter().u32(body.memory.card.length);
  for (const { handle, format, bytes, name } of body.memory.card) {
    const entry = new DatasetWriter().u32(handle).u32(CARD_STORAGE).u32(format).u32(0).u32(0).u32(bytes.length);
    entry
      .u32(0)
      .u32(0)
      .raw(Buffer.from(name.padEnd(16, '\0'), 'latin1'))
      .u32(0);
    writer.u32(entry.length + 4).raw(entry.bytes());
  }
  return writer.bytes();
}
