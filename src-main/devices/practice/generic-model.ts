import * as ptp from '../camera/ptp/operations.ts';
import type { DeviceDescriptor } from './device-model.ts';
import { GenericBody } from './generic-body.ts';
import { GenericFaults } from './generic-faults.ts';
import type { PictureSource } from './picture-source.ts';
import { deviceInfoOf, standardOperations, stillImageInterface, type PtpVariant } from './ptp-identity.ts';
import { PtpResponder } from './ptp-responder.ts';

/** A camera of no maker that any driver knows. */
export const genericDescriptor: DeviceDescriptor = {
  ...stillImageInterface,
  vendorId: 0x1d_50,
  productId: 0x60_01,
  release: 0x0100,
  manufacturer: 'Practice',
  product: 'Still Camera',
  serialNumber: 'PRACTICE3',
};

export interface GenericOptions extends PtpVariant {
  readonly descriptor?: Partial<DeviceDescriptor>;
}

/** A camera that knows the standard and nothing else, as a USB device. */
export class GenericModel extends PtpResponder {
  readonly luck: GenericFaults;
  readonly body: GenericBody;

  constructor(source: PictureSource, options: GenericOptions = {}) {
    const luck = new GenericFaults();
    const body = new GenericBody({
      source,
      luck,
      descriptor: { ...genericDescriptor, ...options.descriptor },
      info: deviceInfoOf(
        {
          vendorExtensionId: 0,
          operations: standardOperations,
          events: [ptp.OBJECT_ADDED, ptp.CAPTURE_COMPLETE, ptp.STORE_FULL_EVENT],
          properties: GenericBody.propertyCodes,
          manufacturer: 'Practice',
          model: 'Still Camera',
          deviceVersion: '1.0',
          serialNumber: 'PRACTICE3',
        },
        options,
      ),
    });
    super(body);
    this.luck = luck;
    this.body = body;
  }
}
