import { afterEach, describe, expect, it } from 'vitest';
import type { CameraDriver } from '../../src-main/devices/camera/camera-driver.ts';
import { CameraManager } from '../../src-main/devices/camera/camera-manager.ts';
import { ptpCamera } from '../../src-main/devices/camera/ptp-camera.ts';
import * as ptp from '../../src-main/devices/camera/ptp/operations.ts';
import { GenericModel } from '../../src-main/devices/practice/generic-model.ts';
import { NikonModel } from '../../src-main/devices/practice/nikon-model.ts';
import type { UsbBus } from '../../src-main/devices/usb/usb-device.ts';
import { Fault } from '../../src-shared/errors.ts';
import { reaches, TestSource } from './camera-bench.ts';
import { closeManaged, connected, manage, nextFault } from './managed-camera.ts';

afterEach(closeManaged);

async function nikonModel(): Promise<NikonModel> {
  return new NikonModel(await TestSource.make(10_000));
}

async function genericModel(serialNumber = 'PRACTICE3', without: readonly number[] = []): Promise<GenericModel> {
  const source = await TestSource.make(10_000);
  return new GenericModel(source, { without, descriptor: { serialNumber }, info: { serialNumber } });
}

describe('whoever sets a camera up', () => {
  it('does so before it is ready, at each connection, and at once when it is there already', async () => {
    const model = await nikonModel();
    const { manager, bus, states } = manage([model]);
    const seen: string[] = [];
    manager.onConnect(async (camera) => {
      seen.push(`${manager.state.condition} ${camera.serialNumber}`);
      await camera.changeSetting('iso', 400);
    });
    await reaches(manager, 'ready');
    expect(seen).toEqual(['connecting PRACTICE2']);
    expect(model.body.properties.get(0x500f)).toBe(400);
    model.body.properties.put(0x500f, 100);
    bus.unplug(model);
    await reaches(manager, 'absent');
    bus.plug(model);
    await reaches(manager, 'ready');
    expect(model.body.properties.get(0x500f)).toBe(400);
    const late = new Promise<string>((resolve) => {
      manager.onConnect((camera) => Promise.resolve(resolve(camera.model)));
    });
    expect(await late).toBe('Nikon D7500');
    expect(states.filter((state) => state.condition === 'ready')).toHaveLength(2);
  });

  it('may fail without barring the camera', async () => {
    const { manager } = manage([await nikonModel()]);
    manager.onConnect((camera) => camera.changeSetting('iso', 123));
    manager.onConnect(() => Promise.reject(new Error('a slip of the caller')));
    await reaches(manager, 'ready');
    await manager.capture();
  });

  it('does so again when the wire failed meanwhile', async () => {
    const model = await nikonModel();
    const { manager, states } = manage([model]);
    let runs = 0;
    manager.onConnect(async (camera) => {
      runs += 1;
      if (runs === 1) model.faults.wrongResponse = true;
      await camera.settings();
    });
    await reaches(manager, 'ready');
    expect(runs).toBe(2);
    expect(states.some((state) => state.fault === 'camera.protocol')).toBe(true);
  });

  it('no longer does so when it has stopped', async () => {
    const model = await nikonModel();
    const { manager } = manage([model]);
    let runs = 0;
    manager.onConnect(() => Promise.resolve(void (runs += 1)))();
    await reaches(manager, 'ready');
    expect(runs).toBe(0);
  });
});

describe('several cameras on the bus', () => {
  it('the one asked for by serial number is taken, and another when it is not there', async () => {
    const models = [await genericModel('FIRST'), await genericModel('SECOND'), await nikonModel()];
    const { manager, bus } = manage(models, { preferred: { serialNumber: 'SECOND' } });
    await reaches(manager, 'ready');
    expect(manager.state.serialNumber).toBe('SECOND');
    bus.unplug(models[1]!);
    await reaches(manager, 'absent');
    await reaches(manager, 'ready');
    expect(manager.state.serialNumber).toBe('FIRST');
  });

  it('the one asked for by place is taken', async () => {
    const { manager } = manage([await nikonModel(), await genericModel()], { preferred: { place: 'practice' } });
    await reaches(manager, 'ready');
    expect(manager.state.serialNumber).toBe('PRACTICE2');
  });

  it('a telephone in front of the camera is passed over, and not opened again and again', async () => {
    const telephone = await genericModel('TELEPHONE', [ptp.INITIATE_CAPTURE]);
    const camera = await nikonModel();
    const other = manage([telephone, camera], { preferred: { serialNumber: 'PRACTICE2' } });
    await reaches(other.manager, 'ready');
    const manager = new CameraManager({ bus: tellingNothing(other.bus) });
    const models: (string | undefined)[] = [];
    manager.onState(({ model, condition }) => condition === 'connecting' && models.push(model));
    try {
      expect(await nextFault(manager)).toMatchObject({ fault: 'usb.busy' });
      await other.manager.close();
      await reaches(manager, 'ready');
      expect(manager.state.serialNumber).toBe('PRACTICE2');
      expect(models.filter((model) => model === 'Still Camera')).toHaveLength(1);
    } finally {
      await manager.close();
    }
  });

  it('one that another program holds does not keep the next from being taken', async () => {
    const [held, free] = [await nikonModel(), await genericModel()];
    const first = await connected(held);
    first.bus.plug(free);
    const second = new CameraManager({ bus: first.bus });
    try {
      await reaches(second, 'ready');
      expect(second.state.serialNumber).toBe('PRACTICE3');
    } finally {
      await second.close();
    }
  });
});

describe('the process that holds the wire', () => {
  it('may die: the camera is connected anew on another device', async () => {
    const model = await nikonModel();
    const { manager, states } = manage([model], { drivers: [dyingOnce()] });
    await reaches(manager, 'ready');
    await manager.startLiveView();
    await expect(manager.capture()).rejects.toMatchObject({ code: 'usb.crashed' });
    await expect(manager.nextFrame(0)).rejects.toBeInstanceOf(Fault);
    expect(states.at(-1)).toMatchObject({ condition: 'faulty', fault: 'usb.crashed' });
    await reaches(manager, 'ready');
    expect((await manager.capture()).fileName).toBe('DSC_0001.JPG');
  });

  it('is named as the reason while it is not back', async () => {
    const { manager, bus } = manage([await nikonModel()], { drivers: [dyingOnce()] });
    await reaches(manager, 'ready');
    const list = bus.list.bind(bus);
    bus.list = () => Promise.reject(new Fault('usb.crashed'));
    await expect(manager.capture()).rejects.toMatchObject({ code: 'usb.crashed' });
    await reaches(manager, 'absent');
    await expect(manager.capture()).rejects.toMatchObject({ code: 'usb.crashed' });
    bus.list = list;
    await reaches(manager, 'ready');
  });
});

/** The same bus for one who looks at it by himself. */
function tellingNothing(bus: UsbBus): UsbBus {
  return { list: () => bus.list(), watch: () => () => undefined };
}

/** The real driver, on a wire whose process dies at the first picture. */
function dyingOnce(): CameraDriver {
  let died = false;
  return {
    ...ptpCamera,
    connect: async (device, clock) => {
      const camera = await ptpCamera.connect(device, clock);
      const capture = camera.capture.bind(camera);
      camera.capture = () => {
        if (died) return capture();
        died = true;
        return Promise.reject(new Fault('usb.crashed'));
      };
      return camera;
    },
  };
}
