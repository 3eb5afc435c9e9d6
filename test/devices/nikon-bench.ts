import { expect } from 'vitest';
import type { DeviceClock } from '../../src-main/devices/device-clock.ts';
import { NikonModel, type NikonOptions } from '../../src-main/devices/practice/nikon-model.ts';
import { TestSource } from './camera-bench.ts';
import { connected, type ManagedCamera } from './managed-camera.ts';

export interface NikonBench extends ManagedCamera {
  readonly model: NikonModel;
  readonly source: TestSource;
}

/** A Nikon model on the practice bus with the real manager and driver in front of it, connected. */
export async function nikonBench(options: NikonOptions = {}, bytes = 40_000, clock?: DeviceClock): Promise<NikonBench> {
  const source = await TestSource.make(bytes);
  const model = new NikonModel(source, options);
  return { ...(await connected(model, clock === undefined ? {} : { clock })), model, source };
}

/** It is the last exposure, byte for byte. */
export function expectPicture(bench: NikonBench, jpeg: Uint8Array): void {
  expect(Buffer.compare(jpeg, bench.source.exposures.at(-1)!)).toBe(0);
}
