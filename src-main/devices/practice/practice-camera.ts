import { CameraManager } from '../camera/camera-manager.ts';
import type { CameraPort } from '../camera/camera-port.ts';
import { CameraModel } from './camera-model.ts';
import type { Light } from './portrait/light.ts';
import type { Scene } from './portrait-source.ts';
import { PortraitSource } from './portrait-source.ts';
import type { UsbBus } from '../usb/usb-device.ts';
import type { PracticeBus } from './practice-bus.ts';

/** A practice camera with the real driver in front of it, and the trainer's hands on it. */
export interface PracticeCamera {
  /** What the counter uses; to be closed by whoever made it. */
  readonly port: CameraPort;
  readonly model: CameraModel;
  /** The next sample applicant sits down; the same seed is the same person. */
  seat(seed: string, woman?: boolean): void;
  /** A grey card where the face would be, for the technician, or the sitter again. */
  scene(scene: Scene): void;
  /** Other lamps in the studio: what a technician has to find out and set the camera to. */
  light(light: Light): void;
  unplug(): void;
  plug(): void;
}

/** Plugs a practice camera into `bus` and connects to it, over `through` where somebody looks on. */
export function createPracticeCamera(
  bus: PracticeBus,
  seed = 'first applicant',
  through: UsbBus = bus,
): PracticeCamera {
  const source = new PortraitSource(seed);
  const model = new CameraModel(source);
  bus.plug(model);
  return {
    port: new CameraManager({ bus: through }),
    model,
    seat: (next, woman) => source.seat(next, woman),
    scene: (scene) => source.show(scene),
    light: (light) => source.shine(light),
    unplug: () => bus.unplug(model),
    plug: () => bus.plug(model),
  };
}
