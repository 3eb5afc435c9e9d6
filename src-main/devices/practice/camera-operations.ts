import * as canon from '../camera/canon/canon-codes.ts';
import { DatasetReader } from '../camera/ptp/dataset-reader.ts';
import { DatasetWriter } from '../camera/ptp/dataset-writer.ts';
import { encodeDeviceInfo } from '../camera/ptp/device-info.ts';
import { encodeObjectInfo } from '../camera/ptp/object-info.ts';
import * as ptp from '../camera/ptp/operations.ts';
import * as response from '../camera/ptp/response.ts';
import type { CameraBody } from './camera-body.ts';
import { CARD_STORAGE } from './camera-body.ts';
import { cameraInfo } from './camera-identity.ts';
import { eventList, textPropertyRecord } from './camera-records.ts';

/** A command that arrived whole. */
export interface Command {
  readonly operation: number;
  readonly parameters: readonly number[];
  /** Payload of the data phase; empty without one. */
  readonly data: Uint8Array;
}

export interface Answer {
  readonly response: number;
  readonly parameters?: readonly number[];
  /** Payload of a data phase before the response. */
  readonly data?: Uint8Array;
  /** Milliseconds until the camera answers. */
  readonly afterMs?: number;
}

/** Most records that one GetEvent carries. */
const RECORDS_A_READ = 32;
const FOCUS_MS = 250;

const ok: Answer = { response: response.OK };
const okFor = (data: Uint8Array): Answer => ({ response: response.OK, data });
const refused = (code: number): Answer => ({ response: code });

/** Operations that are expected with a data phase from the host. */
export function hasDataOut(operation: number): boolean {
  return operation === canon.SET_PROPERTY;
}

/** What a practice camera does on a command, session matters aside. */
export function perform(body: CameraBody, command: Command): Answer {
  const operation = operations.get(command.operation);
  return operation === undefined ? refused(response.OPERATION_NOT_SUPPORTED) : operation(body, command);
}

type Operation = (body: CameraBody, command: Command) => Answer;

const operations: ReadonlyMap<number, Operation> = new Map<number, Operation>([
  [ptp.GET_DEVICE_INFO, () => okFor(encodeDeviceInfo(cameraInfo))],
  [ptp.GET_STORAGE_IDS, () => okFor(new DatasetWriter().u32Array([CARD_STORAGE]).bytes())],
  [ptp.GET_STORAGE_INFO, () => okFor(storageInfo())],
  [ptp.GET_NUM_OBJECTS, (body) => ({ response: response.OK, parameters: [body.card.length] })],
  [ptp.GET_OBJECT_HANDLES, (body) => okFor(new DatasetWriter().u32Array(body.card.map((each) => each.handle)).bytes())],
  [ptp.GET_OBJECT_INFO, objectInfo],
  [ptp.GET_OBJECT, (body, { parameters }) => piece(body, [parameters[0] ?? 0, 0, 0xff_ff_ff_ff])],
  [ptp.DELETE_OBJECT, (body, { parameters }) => removed(body, parameters[0] ?? 0)],
  [ptp.GET_PARTIAL_OBJECT, (body, { parameters }) => piece(body, parameters)],
  [canon.GET_STORAGE_IDS, () => okFor(new DatasetWriter().u32Array([CARD_STORAGE]).bytes())],
  [canon.GET_STORAGE_INFO, () => okFor(storageInfo())],
  [canon.GET_PARTIAL_OBJECT, (body, { parameters }) => piece(body, parameters)],
  [canon.GET_OBJECT_INFO_EX, (body) => okFor(directory(body))],
  [canon.REMOTE_RELEASE, releaseOldWay],
  [canon.SET_PROPERTY, setProperty],
  [canon.SET_REMOTE_MODE, () => ok],
  [canon.SET_EVENT_MODE, setEventMode],
  [canon.GET_EVENT, (body) => okFor(eventList(body.takeRecords(RECORDS_A_READ)))],
  [canon.TRANSFER_COMPLETE, (body, { parameters }) => removed(body, parameters[0] ?? 0)],
  [canon.PC_HDD_CAPACITY, hostSpace],
  [canon.SET_UI_LOCK, () => ok],
  [canon.RESET_UI_LOCK, () => ok],
  [canon.KEEP_DEVICE_ON, () => ok],
  [canon.REQUEST_PROPERTY, requestProperty],
  [canon.REMOTE_RELEASE_ON, press],
  [canon.REMOTE_RELEASE_OFF, letGo],
  [canon.SET_OLC_GROUPS, () => ok],
  [canon.GET_VIEWFINDER_DATA, viewfinder],
  [canon.AF_CANCEL, () => ok],
]);

function setEventMode(body: CameraBody, { parameters }: Command): Answer {
  body.switchEvents(parameters[0] === 1);
  return ok;
}

function setProperty(body: CameraBody, { data }: Command): Answer {
  if (data.length < 12) return refused(response.INVALID_PARAMETER);
  const reader = new DatasetReader(data);
  reader.skip(4);
  const property = reader.u32();
  if (!body.properties.has(property)) return refused(0x200a);
  body.setProperty(property, reader.u32());
  return ok;
}

function requestProperty(body: CameraBody, { parameters }: Command): Answer {
  const texts: Readonly<Record<number, string>> = {
    [canon.OWNER_NAME]: '',
    [canon.ARTIST]: '',
    [canon.COPYRIGHT]: '',
    [canon.SERIAL_NUMBER]: 'PRACTICE1',
  };
  const property = parameters[0] ?? 0;
  const text = texts[property];
  if (text === undefined) return refused(0x200a);
  body.report(textPropertyRecord(property, text));
  return ok;
}

function hostSpace(body: CameraBody): Answer {
  body.properties.hostHasSpace();
  return ok;
}

function press(body: CameraBody, { parameters }: Command): Answer {
  const button = parameters[0] ?? 0;
  const manual = body.properties.get(canon.FOCUS_MODE) === canon.FOCUS_MODE_MANUAL;
  if ((button & canon.HALF_PRESS) !== 0 && !manual) body.focus();
  if ((button & canon.FULL_PRESS) === 0) return { ...ok, parameters: [0], afterMs: manual ? 0 : FOCUS_MS };
  if (!body.canExpose) return refused(response.DEVICE_BUSY);
  body.expose();
  return { ...ok, parameters: [0] };
}

function letGo(body: CameraBody, { parameters }: Command): Answer {
  if (((parameters[0] ?? 0) & canon.HALF_PRESS) !== 0) body.releaseHalf();
  return ok;
}

/** The whole release in one operation; 1 says that there was no focus. */
function releaseOldWay(body: CameraBody): Answer {
  body.focus();
  body.releaseHalf();
  if (!body.canExpose) return { ...ok, parameters: [1], afterMs: FOCUS_MS };
  body.expose();
  return { ...ok, parameters: [0], afterMs: FOCUS_MS };
}

/** Blobs of u32 length, u32 type, data: the JPEG (1), then one of no meaning to a host (4). */
function viewfinder(body: CameraBody): Answer {
  const frame = body.frame();
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
  const picture = body.picture(handle);
  if (picture === undefined) return refused(response.INVALID_OBJECT_HANDLE);
  const data = picture.bytes.subarray(offset, Math.min(picture.bytes.length, offset + length));
  return { response: response.OK, parameters: [data.length], data };
}

function removed(body: CameraBody, handle: number): Answer {
  return body.remove(handle) ? ok : refused(response.INVALID_OBJECT_HANDLE);
}

function objectInfo(body: CameraBody, { parameters }: Command): Answer {
  const picture = body.picture(parameters[0] ?? 0);
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
  const writer = new DatasetWriter().u32(body.card.length);
  for (const { handle, format, bytes, name } of body.card) {
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
