import type { UsbBus } from '../../src-main/devices/usb/usb-device.ts';
import { Fault } from '../../src-shared/errors.ts';

/** The bus with nothing on it but the device at that place. Errors of `list`: `usb.absent` where there is none. */
export function onlyAt(bus: UsbBus, place: string): UsbBus {
  return {
    list: async () => {
      const there = (await bus.list()).filter((candidate) => candidate.place === place);
      if (there.length === 0) throw new Fault('usb.absent');
      return there;
    },
    watch: (changed) => bus.watch(changed),
  };
}
