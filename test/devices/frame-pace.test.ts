import { describe, expect, it } from 'vitest';
import { FramePace } from '../../src-main/devices/camera/canon/frame-pace.ts';

/** A body with a frame each `frameMs`, asked as the driver asks it: by the pace, then after 5, 10, 15… ms. */
function asked(frameMs: number, frames: number) {
  const pace = new FramePace();
  let now = 1_000;
  let ready = now;
  let early = 0;
  const began = now;
  for (let frame = 0; frame < frames; frame += 1) {
    const wait = pace.waitMs(now);
    if (Number.isFinite(wait)) now += Math.max(0, wait);
    let refusals = 0;
    for (let pause = 5; now < ready; pause += 5) {
      refusals += 1;
      now += pause;
    }
    early += refusals;
    ready = now + frameMs;
    pace.came(now, refusals);
    // The frame itself takes a while on the wire.
    now += 3;
  }
  return { framesPerSecond: (frames * 1_000) / (now - began), refusedShare: early / frames, pace };
}

describe('the pace of live view', () => {
  it.each([
    [20, 25],
    [33, 22],
    [40, 20],
    [60, 14],
    [90, 9],
  ])(
    'finds what a body with a frame each %i ms can: at least %i frames a second, rarely too early',
    (frameMs, least) => {
      const { framesPerSecond, refusedShare } = asked(frameMs, 600);
      expect(framesPerSecond).toBeGreaterThan(least);
      expect(refusedShare).toBeLessThan(0.2);
    },
  );

  it('is hardly slowed by a picture taken between two frames', () => {
    const { pace } = asked(33, 300);
    const before = pace.intervalMs;
    pace.came(1e6, 2);
    expect(pace.intervalMs).toBeLessThan(before + 20);
  });

  it('asks for the first frame at once', () => {
    expect(new FramePace().waitMs(0)).toBeLessThanOrEqual(0);
  });
});
