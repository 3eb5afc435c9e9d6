import type { DeviceModel } from '../../../src-main/devices/practice/device-model.ts';
import { encodeText } from './descriptors.ts';
import type { Setup } from './usbdevfs.ts';

const DEVICE_IN = 0x80;
const INTERFACE_IN = 0x81;
const ENDPOINT_IN = 0x82;
const ENDPOINT_OUT = 0x02;
const CLASS_OUT = 0x21;
const CLASS_IN = 0xa1;
const STANDARD_OUT = 0x00;

/** Answers a control transfer: data to the host, nothing to send, or a stall (USB 2.0, 9.4). */
export function answerControl(
  { model, descriptors }: { readonly model: DeviceModel; readonly descriptors: Uint8Array },
  setup: Setup,
  data: Uint8Array,
): Uint8Array | 'stall' {
  const { requestType, request, value, index, length } = setup;
  const nothing = new Uint8Array(0);
  switch (requestType) {
    case CLASS_OUT:
      return model.classOut(request, value, data) === 'ack' ? nothing : 'stall';
    case CLASS_IN: {
      const answer = model.classIn(request, value, length);
      return answer === 'stall' ? 'stall' : answer.subarray(0, length);
    }
    case DEVICE_IN:
      if (request === 6) return described(model, descriptors, value)?.subarray(0, length) ?? 'stall';
      if (request === 8) return Uint8Array.of(1).subarray(0, length);
      return request === 0 ? Uint8Array.of(1, 0).subarray(0, length) : 'stall';
    case INTERFACE_IN:
      return request === 10 || request === 0 ? new Uint8Array(Math.min(request === 0 ? 2 : 1, length)) : 'stall';
    case ENDPOINT_IN:
      return request === 0 ? new Uint8Array(Math.min(2, length)) : 'stall';
    case ENDPOINT_OUT: {
      // ClearFeature(ENDPOINT_HALT)
      if (request !== 1 || value !== 0) return 'stall';
      model.clearHalt((index & 0x80) === 0 ? 'out' : 'in');
      return nothing;
    }
    case STANDARD_OUT:
      return request === 9 && value === 1 ? nothing : 'stall';
    default:
      return 'stall';
  }
}

function described(model: DeviceModel, descriptors: Uint8Array, value: number): Uint8Array | undefined {
  const kind = value >>> 8;
  if (kind === 1) return descriptors.subarray(0, 18);
  if (kind === 2) return descriptors.subarray(18);
  return kind === 3 ? encodeText(model.descriptor, value & 0xff) : undefined;
}
