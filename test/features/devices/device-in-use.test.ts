import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { identityOf } from '../../../src-main/features/devices/device-in-use.ts';
import { DeviceIdentity } from '../../../src-shared/devices/calibration.ts';

describe('what a device is called in the journal', () => {
  test.each([
    ['its serial number', 'EOS R5', '0123', { model: 'EOS R5', serial: '0123' }],
    ['its model, where it tells none', 'EOS R5', undefined, { model: 'EOS R5', serial: 'EOS R5' }],
    ['its model, where it tells nothing by it', 'EOS R5', ' \0\0', { model: 'EOS R5', serial: 'EOS R5' }],
    ['its kind, where it says nothing at all', '\0', '', { model: 'camera', serial: 'camera' }],
    ['without what is no character', 'EOS\0R5\n', 'A\ud800', { model: 'EOS R5', serial: 'A\ufffd' }],
  ])('is %s', (...row) => {
    const [, model, serial, called] = row;
    expect(identityOf('camera', model, serial)).toEqual({ kind: 'camera', ...called });
  });

  test('can be stored at central, whatever a device says', () => {
    const anything = string({ unit: 'binary', maxLength: 120 });
    assert(
      property(anything, anything, (model, serial) => {
        const device = identityOf('printer', model, serial);
        expect(DeviceIdentity.parse(device)).toEqual(device);
        expect(device.serial).not.toBe('');
        expect(JSON.stringify(device)).not.toMatch(/\\u/);
      }),
    );
  });
});
