import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CameraManagerOptions } from '../../src-main/devices/camera/camera-manager.ts';
import { CameraManager } from '../../src-main/devices/camera/camera-manager.ts';
import type { CameraState } from '../../src-main/devices/camera/camera-port.ts';
import type { DeviceClock } from '../../src-main/devices/device-clock.ts';
import type { DeviceModel } from '../../src-main/devices/practice/device-model.ts';
import { PracticeBus } from '../../src-main/devices/practice/practice-bus.ts';
import { reaches } from './camera-bench.ts';

export interface ManagedCamera {
  readonly bus: PracticeBus;
  readonly manager: CameraManager;
  readonly states: CameraState[];
}

const opened: CameraManager[] = [];

/** A manager in front of these models, not waited for; closed by `closeManaged`. */
export function manage(models: readonly DeviceModel[], options: Partial<CameraManagerOptions> = {}): ManagedCamera {
  const bus = new PracticeBus();
  for (const model of models) bus.plug(model);
  const manager = new CameraManager({ bus, ...options });
  opened.push(manager);
  const states: CameraState[] = [];
  manager.onState((state) => states.push(state));
  return { bus, manager, states };
}

/** The same, connected. */
export async function connected(
  model: DeviceModel,
  options: Partial<CameraManagerOptions> = {},
): Promise<ManagedCamera> {
  const managed = manage([model], options);
  await reaches(managed.manager, 'ready');
  return managed;
}

/** Resolves at the next state with a fault. */
export function nextFault(manager: CameraManager): Promise<CameraState> {
  return new Promise((resolve) => {
    const stop = manager.onState((state) => {
      if (state.fault === undefined) return;
      stop();
      resolve(state);
    });
  });
}

/** A clock whose pauses are over at the next turn of the event loop: for patience that would take seconds. */
export function hurriedClock(): DeviceClock {
  let now = 0;
  return {
    now: () => now,
    wait: async (ms) => {
      now += ms;
      await nextTurn();
    },
  };
}

/** For `afterEach`. */
export async function closeManaged(): Promise<void> {
  await Promise.all(opened.splice(0).map((manager) => manager.close()));
}
