import { describe, expect, it } from 'vitest';
import { Fault } from '../../src-shared/errors.ts';
import { usbFault } from '../../src-main/devices/usb/usb-error.ts';

describe('messages of the USB library', () => {
  it.each([
    ['transferIn error: Cancelled', 'usb.timeout'],
    ['transferOut error: Cancelled', 'usb.timeout'],
    ['controlTransferIn error: transfer was cancelled', 'usb.timeout'],
    ['transferIn error: Stall', 'usb.stall'],
    ['controlTransferIn error: endpoint stalled', 'usb.stall'],
    ['transferIn error: Disconnected', 'usb.unplugged'],
    ['controlTransferOut error: device disconnected', 'usb.unplugged'],
    ['transferOut error: Fault', 'usb.fault'],
    ['transferIn error: endpoint not found', 'usb.fault'],
    ['claimInterface error: interface is busy (errno 16)', 'usb.busy'],
    ['open error: device not found (errno 2)', 'usb.absent'],
    ['open error: permission denied (errno 13)', 'usb.permission'],
    ['getDevices error: /sys/bus/usb/devices/ not found (errno 2)', 'usb.noBus'],
    ['The same native value cannot be borrowed mutably while another borrow is active', 'usb.fault'],
  ])('%s is %s', (message, code) => {
    const error = new Error(message);
    expect(usbFault(error)).toMatchObject({ code, cause: error });
  });

  it('leaves a fault as it is', () => {
    const fault = new Fault('camera.busy');
    expect(usbFault(fault)).toBe(fault);
  });

  it('copes with what is no error at all', () => {
    expect(usbFault('gone')).toMatchObject({ code: 'usb.fault' });
  });
});
