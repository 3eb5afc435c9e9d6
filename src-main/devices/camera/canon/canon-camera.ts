import { Fault } from '../../../../src-shared/errors.ts';
import type { CameraDetails, TakenPicture, TetheredCamera } from '../camera-driver.ts';
import type { CameraSetting } from '../camera-settings.ts';
import type { DeviceInfo } from '../ptp/device-info.ts';
import { EventPipe } from '../ptp/event-pipe.ts';
import type { PtpBody, PtpFamily } from '../ptp/ptp-family.ts';
import { CANON_EXTENSION, canonResponses, GET_EVENT, KEEP_DEVICE_ON, SET_REMOTE_MODE } from './canon-codes.ts';
import { CanonLink } from './canon-link.ts';
import { mayCloseSession, speaksEosTether } from './canon-quirks.ts';
import { completeTransfer, discardTransfer, download, fileNameOf } from './download.ts';
import { LiveView } from './live-view.ts';
import { release } from './release.ts';
import { endTether, startTether } from './start-up.ts';

/** Canon EOS bodies with remote control; some say that they are an MTP device, of which Canon is the maker. */
export const canonEos: PtpFamily = {
  name: 'Canon EOS',
  responses: canonResponses,
  fits: ({ vendorExtensionId, manufacturer, model, operations }) =>
    (vendorExtensionId === CANON_EXTENSION || /\bcanon\b/i.test(manufacturer)) &&
    operations.includes(SET_REMOTE_MODE) &&
    operations.includes(GET_EVENT) &&
    speaksEosTether(model),
  connect: (body) => CanonCamera.connect(body),
};

class CanonCamera implements TetheredCamera {
  readonly model: string;
  readonly serialNumber: string;
  readonly firmware: string;
  readonly #link: CanonLink;
  readonly #liveView: LiveView;
  readonly #events: EventPipe;
  readonly #operations: ReadonlySet<number>;
  readonly #closeSession: boolean;
  #keptOn: number;

  private constructor(body: Body) {
    this.#link = body.link;
    this.#events = body.events;
    this.#operations = new Set(body.info.operations);
    this.#closeSession = mayCloseSession(body.productId);
    this.#liveView = new LiveView(body.link);
    this.#keptOn = body.link.clock.now();
    this.model = body.info.model;
    this.firmware = body.info.deviceVersion;
    // DeviceInfo pads the number with zeros; the property is what is printed on the body.
    this.serialNumber = body.link.state.serialNumber || body.info.serialNumber.replace(/^0+/, '');
  }

  static async connect({ device, session, info, clock }: PtpBody): Promise<CanonCamera> {
    const operations = new Set(info.operations);
    const link = new CanonLink(session, clock);
    const events = new EventPipe(device, () => link.hint());
    events.start();
    try {
      await startTether(link, operations);
    } catch (error) {
      await events.stop();
      throw error;
    }
    return new CanonCamera({ link, events, info, productId: device.identity.productId });
  }

  get details(): CameraDetails {
    return { driver: canonEos.name, liveView: true };
  }

  startLiveView(): Promise<void> {
    return this.#liveView.start();
  }

  liveFrame(): Promise<Uint8Array> {
    return this.#liveView.frame();
  }

  stopLiveView(): Promise<void> {
    return this.#liveView.stop();
  }

  async capture(): Promise<TakenPicture> {
    await this.#settleEarlier();
    const picture = await release(this.#link, this.#operations);
    const fileName = await fileNameOf(this.#link, picture);
    const jpeg = await download(this.#link, picture, this.#operations);
    await completeTransfer(this.#link, picture.handle);
    this.#link.state.forgetRelease();
    return { jpeg, fileName };
  }

  settings(): Promise<readonly CameraSetting[]> {
    return Promise.resolve([]);
  }

  changeSetting(): Promise<void> {
    return Promise.reject(new Fault('camera.settingRefused'));
  }

  focus(): Promise<void> {
    return Promise.reject(new Fault('camera.refused'));
  }

  moveFocus(): Promise<void> {
    return Promise.reject(new Fault('camera.refused'));
  }

  async keepAwake(): Promise<void> {
    await this.#link.readEvents();
    const now = this.#link.clock.now();
    if (now - this.#keptOn < 5_000) return;
    this.#keptOn = now;
    await this.#link.transact({ operation: KEEP_DEVICE_ON });
  }

  abandon(): Promise<void> {
    return this.#events.stop();
  }

  async leave(): Promise<void> {
    await this.#events.stop();
    await endTether(this.#link, { operations: this.#operations, closeSession: this.#closeSession });
  }

  /** A picture offered earlier and never fetched keeps the body from taking the next one. */
  async #settleEarlier(): Promise<void> {
    await this.#link.drainEvents();
    for (const picture of this.#link.state.pictures) {
      // The body may have dropped it meanwhile, so its answer does not matter.
      if (picture.on === 'pc') await discardTransfer(this.#link, picture.handle);
    }
    this.#link.state.forgetRelease();
  }
}

interface Body {
  readonly link: CanonLink;
  readonly events: EventPipe;
  readonly info: DeviceInfo;
  readonly productId: number;
}
