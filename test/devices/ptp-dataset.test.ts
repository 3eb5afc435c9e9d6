import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../src-shared/errors.ts';
import { DatasetReader } from '../../src-main/devices/camera/ptp/dataset-reader.ts';
import { DatasetWriter } from '../../src-main/devices/camera/ptp/dataset-writer.ts';
import { decodeDeviceInfo, encodeDeviceInfo } from '../../src-main/devices/camera/ptp/device-info.ts';
import { decodeObjectInfo, encodeObjectInfo } from '../../src-main/devices/camera/ptp/object-info.ts';
import { hex } from './scripted-device.ts';

describe('a dataset', () => {
  it('has strings of counted UTF-16 with a closing NUL', () => {
    const bytes = hex('03 4100 4200 0000');
    expect(new DatasetReader(bytes).string()).toBe('AB');
    expect(new DatasetWriter().string('AB').bytes()).toEqual(bytes);
    expect(new DatasetWriter().string('').bytes()).toEqual(hex('00'));
    expect(new DatasetReader(hex('00')).string()).toBe('');
  });

  it('has arrays with a u32 count', () => {
    expect(new DatasetReader(hex('02000000 0110 0210')).u16Array()).toEqual([0x1001, 0x1002]);
    expect(new DatasetReader(hex('01000000 01000200')).u32Array()).toEqual([0x20001]);
  });

  it('does not believe a count larger than what is there', () => {
    expect(() => new DatasetReader(hex('ffffff7f 0110')).u16Array()).toThrow(Fault);
  });

  it('describes a device', () => {
    const bytes = hex(
      '6400 0b000000 6400 00 0000 01000000 0110 00000000 00000000 00000000 01000000 0138 ' +
        '02 4300 0000 03 4500 4f00 0000 02 3100 0000 02 3900 0000',
    );
    expect(decodeDeviceInfo(bytes)).toEqual({
      vendorExtensionId: 11,
      operations: [0x1001],
      events: [],
      properties: [],
      captureFormats: [],
      imageFormats: [0x3801],
      manufacturer: 'C',
      model: 'EO',
      deviceVersion: '1',
      serialNumber: '9',
    });
    expect(encodeDeviceInfo(decodeDeviceInfo(bytes))).toEqual(bytes);
  });

  it('describes an object', () => {
    const info = {
      storageId: 0x20001,
      format: 0x3801,
      size: 7_654_321,
      width: 6000,
      height: 4000,
      fileName: 'IMG_0001.JPG',
      captured: '20250101T090000',
    };
    const bytes = encodeObjectInfo(info);
    const view = new DataView(bytes.buffer);
    expect([view.getUint16(4, true), view.getUint32(8, true), view.getUint32(26, true), bytes[52]]).toEqual([
      0x3801, 7_654_321, 6000, 13,
    ]);
    expect(decodeObjectInfo(bytes)).toEqual(info);
  });

  it('is decoded or refused, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        for (const decode of [decodeDeviceInfo, decodeObjectInfo]) {
          try {
            decode(bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(Fault);
          }
        }
      }),
    );
  });
});
