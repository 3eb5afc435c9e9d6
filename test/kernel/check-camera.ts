import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CameraManager } from '../../src-main/devices/camera/camera-manager.ts';
import { Fault } from '../../src-shared/errors.ts';
import { forkUsbProcess } from '../../src-main/devices/usb/fork-usb-process.ts';
import { UsbProcessBus } from '../../src-main/devices/usb/usb-process-bus.ts';
import type { Checks } from './checks.ts';
import type { ToGadget } from './gadget-child.ts';
import { PICTURES } from './guest-pictures.ts';
import { state } from './guest-state.ts';

const FRAMES = 60;

/** The product's camera manager against the practice camera on the dummy host controller. */
export async function checkCamera(checks: Checks): Promise<void> {
  const gadget = await startGadget();
  const bus = new UsbProcessBus({ start: forkUsbProcess() });
  const manager = new CameraManager({ bus });
  const picture = readFileSync(PICTURES.exposure);

  await checks.run('Canon: found when it is plugged in while the manager waits', async () => {
    gadget('plug');
    const ready = await state(manager, ({ condition }) => condition === 'ready');
    return `${ready.model ?? ''}, ${ready.details?.driver ?? ''}`;
  });

  await checks.run('Canon: live view brings the frames of the camera', async () => {
    const frames = PICTURES.frames.map((path) => readFileSync(path).toString('latin1'));
    await manager.startLiveView();
    const start = performance.now();
    let number = 0;
    for (let count = 0; count < FRAMES; count += 1) {
      const frame = await manager.nextFrame(number);
      number = frame.number;
      if (!frames.includes(Buffer.from(frame.jpeg).toString('latin1'))) throw new Error('a frame of nobody');
    }
    const seconds = (performance.now() - start) / 1000;
    await manager.stopLiveView();
    return `${FRAMES} frames, ${(number / seconds).toFixed(1)} a second`;
  });

  for (const time of ['first', 'second']) {
    await checks.run(`Canon: the ${time} picture arrives byte for byte`, async () => {
      const start = performance.now();
      const { jpeg } = await manager.capture();
      if (Buffer.compare(jpeg, picture) !== 0) throw new Error('not the same bytes');
      return `${jpeg.length} bytes in ${Math.round(performance.now() - start)} ms`;
    });
  }

  await checks.run('Canon: a cable pulled in the middle of a picture, and plugged in again', async () => {
    gadget({ pullAtByte: 100_000 });
    const fault = await codeOf(manager.capture());
    await state(manager, ({ condition }) => condition === 'absent');
    gadget('plug');
    await state(manager, ({ condition }) => condition === 'ready');
    const { jpeg } = await manager.capture();
    if (Buffer.compare(jpeg, picture) !== 0) throw new Error('not the same bytes');
    // A transfer may fail before the hub has noticed that nothing is there.
    if (fault !== 'usb.unplugged' && fault !== 'usb.fault') throw new Error(`the picture ended with ${fault}`);
    return fault;
  });

  await manager.close();
  await bus.close();
}

function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'no fault',
    (error: unknown) => (error instanceof Fault ? error.code : String(error)),
  );
}

async function startGadget(): Promise<(message: ToGadget) => void> {
  const env = { ...process.env, UV_THREADPOOL_SIZE: '16' };
  const child = fork(join(import.meta.dirname, 'gadget-child.ts'), { env });
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('the gadget ended'))),
  ]);
  return (message) => void child.send(message);
}
