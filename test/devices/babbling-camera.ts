import type { DeviceInfo } from '../../src-main/devices/camera/ptp/device-info.ts';
import { encodeObjectInfo } from '../../src-main/devices/camera/ptp/object-info.ts';
import * as ptp from '../../src-main/devices/camera/ptp/operations.ts';
import type { PtpAnswer, PtpCommand, PtpInside } from '../../src-main/devices/practice/ptp-responder.ts';
import { PtpResponder } from '../../src-main/devices/practice/ptp-responder.ts';
import { genericDescriptor } from '../../src-main/devices/practice/generic-model.ts';
import { Dice } from './dice.ts';
import { container } from './scripted-device.ts';

const answers = [
  0x2001, 0x2001, 0x2001, 0x2001, 0x2001, 0x2019, 0xa102, 0xa00b, 0xa002, 0x2005, 0x2009, 0x2002, 0xffff,
];
const eventCodes = [0x4002, 0x400d, 0xc101, 0xc102, 0xc181, 0xc186, 0xc189, 0xc18a, 0xc1a5, 0x400a, 0xffff];
const sizes = [0, 1, 700, 1_000_000, 120 * 1024 * 1024, 0x7f_ff_ff_ff, 0xff_ff_ff_ff];

/** A camera that offers everything and answers anything: lengths, counts and codes are whatever the dice say. */
class Babble implements PtpInside {
  readonly descriptor = genericDescriptor;
  readonly info: DeviceInfo;
  readonly dice: Dice;

  constructor(info: DeviceInfo, seed: number) {
    this.info = info;
    this.dice = new Dice(seed);
  }

  attach(): void {
    // It speaks on the interrupt endpoint whether it has something to say or not.
  }

  hostGone(): void {
    // It has no state to lose.
  }

  perform({ operation }: PtpCommand): PtpAnswer {
    const { dice } = this;
    const response = dice.pick(answers);
    const parameters = Array.from({ length: dice.roll(6) }, () => dice.pick(sizes));
    const data = dice.roll(8) === 0 ? undefined : this.#data(operation);
    return data === undefined ? { response, parameters } : { response, parameters, data };
  }

  /** Half of it what the operation should give, with numbers that cannot be true. */
  #data(operation: number): Uint8Array {
    const { dice } = this;
    if (dice.roll(2) === 0) return dice.bytes(600);
    if (operation === ptp.GET_OBJECT_INFO) {
      const info = { storageId: 1, format: dice.pick([0x3801, 0x3808, 0x3000]), width: 1, height: 1 };
      return encodeObjectInfo({ ...info, size: dice.pick(sizes), fileName: 'A.JPG', captured: '' });
    }
    const words = Array.from({ length: dice.roll(60) }, () => dice.pick([...sizes, ...eventCodes, dice.roll(64)]));
    return new Uint8Array(Uint32Array.from(words).buffer);
  }
}

export class BabblingCamera extends PtpResponder {
  readonly #inside: Babble;

  constructor(info: DeviceInfo, seed: number) {
    const inside = new Babble(info, seed);
    super(inside);
    this.#inside = inside;
    this.faults.nextData = inside.dice.pick([undefined, undefined, 'splitHeader', 'unknownLength', 'cut']);
    this.faults.nextDataOf = inside.dice.pick([...info.operations]);
  }

  override interruptIn(): Uint8Array {
    const { dice } = this.#inside;
    if (dice.roll(3) === 0) return dice.bytes(60);
    const payload = dice.bytes(24);
    return container(4, dice.pick(eventCodes), { payload, length: dice.pick([12 + payload.length, 12, ...sizes]) });
  }
}
