/**
 * The practice camera as a gadget of the kernel, in the guest: configured through configfs, served through
 * FunctionFS, plugged into the dummy host controller and pulled from it by messages.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CameraModel } from '../../src-main/devices/practice/camera-model.ts';
import type { PictureSource } from '../../src-main/devices/practice/picture-source.ts';
import { FunctionFs } from './functionfs.ts';
import { PICTURES } from './guest-pictures.ts';

export type ToGadget = 'plug' | 'unplug' | { readonly pullAtByte: number };

const GADGET = '/sys/kernel/config/usb_gadget/camera';
const ENDPOINTS = '/dev/functionfs';

class SavedPictures implements PictureSource {
  readonly #picture = readFileSync(PICTURES.exposure);
  readonly #frames = PICTURES.frames.map((path) => readFileSync(path));
  #on = false;
  #next = 0;

  expose(): Promise<Uint8Array> {
    return Promise.resolve(this.#picture);
  }

  viewfinder(on: boolean): void {
    this.#on = on;
  }

  frame(): Uint8Array | undefined {
    this.#next += 1;
    return this.#on ? this.#frames[this.#next % this.#frames.length] : undefined;
  }
}

const model = new CameraModel(new SavedPictures());
configure();
const functionFs = new FunctionFs(model, ENDPOINTS, () => bind(''));
await functionFs.start();
process.on('message', (message: ToGadget) => {
  if (message === 'plug') bind(readdirSync('/sys/class/udc')[0] ?? '');
  else if (message === 'unplug') bind('');
  else model.faults.unplugAtByte = message.pullAtByte;
});
process.send?.('ready');

/** Source: Documentation/usb/gadget_configfs.rst. */
function configure(): void {
  const { vendorId, productId, release, manufacturer, product, serialNumber } = model.descriptor;
  const strings = join(GADGET, 'strings/0x409');
  for (const folder of [GADGET, strings, join(GADGET, 'configs/c.1'), join(GADGET, 'functions/ffs.camera')]) {
    mkdirSync(folder);
  }
  const texts = { [`${strings}/manufacturer`]: manufacturer, [`${strings}/product`]: product };
  const numbers = { idVendor: vendorId, idProduct: productId, bcdDevice: release, bcdUSB: 0x02_00 };
  for (const [path, text] of Object.entries(texts)) writeFileSync(path, text);
  writeFileSync(`${strings}/serialnumber`, serialNumber);
  for (const [name, value] of Object.entries(numbers)) writeFileSync(join(GADGET, name), `0x${value.toString(16)}`);
  symlinkSync(join(GADGET, 'functions/ffs.camera'), join(GADGET, 'configs/c.1/ffs.camera'));
  mkdirSync(ENDPOINTS);
  const { status } = spawnSync('mount', ['-t', 'functionfs', 'camera', ENDPOINTS], { stdio: 'inherit' });
  if (status !== 0) throw new Error('FunctionFS could not be mounted.');
}

/** To a controller of that name; to none: the cable is out. */
function bind(controller: string): void {
  writeFileSync(join(GADGET, 'UDC'), `${controller}\n`);
}
