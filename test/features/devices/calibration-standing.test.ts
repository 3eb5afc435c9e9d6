import { describe, expect, test } from 'vitest';
import { calibrationStanding, type CalibrationFacts } from '../../../src-shared/devices/calibration-standing.ts';

const policy = { validDays: 90, warnDays: 7, graceDays: 14 };
const day = (number: number, time = '07:00') =>
  `${new Date(Date.UTC(2026, 0, number)).toISOString().slice(0, 10)}T${time}:00.000Z`;
const standing = (facts: Partial<CalibrationFacts>, now: string) =>
  calibrationStanding({ policy, validUntil: undefined, firstUsed: undefined, ...facts }, now);

describe('a calibrated device', () => {
  const validUntil = day(91);

  test.each([
    ['just calibrated', day(1), 'valid', validUntil],
    ['the moment before the warning', day(83, '23:59'), 'valid', validUntil],
    ['the moment of the warning', day(84), 'endsSoon', validUntil],
    ['the moment before the end', day(91, '06:59'), 'endsSoon', validUntil],
    ['the moment of the end', day(91), 'expired', day(105)],
    ['the last moment of grace', day(105, '06:59'), 'expired', day(105)],
    ['after the grace', day(105), 'blocked', null],
    ['a clock set back to before it', day(-40), 'valid', validUntil],
    ['a clock set forward by years', '2031-01-01T07:00:00.000Z', 'blocked', null],
  ])('%s', (...row) => {
    const [, now, state, until] = row;
    expect(standing({ validUntil, firstUsed: day(1) }, now)).toEqual({ state, until });
  });

  test('comes out of being barred by a new calibration, whatever the first use was', () => {
    expect(standing({ validUntil: day(300), firstUsed: day(-1000) }, day(200))).toEqual({
      state: 'valid',
      until: day(300),
    });
  });
});

describe('a device that was never calibrated', () => {
  test.each([
    ['not used yet: nothing is due', undefined, day(1), 'missing', null],
    ['used today', day(1), day(1), 'missing', day(15)],
    ['the last moment of grace', day(1), day(15, '06:59'), 'missing', day(15)],
    ['after the grace', day(1), day(15), 'blocked', null],
    ['a clock set back to before its first use', day(1), day(-3), 'missing', day(15)],
  ])('%s', (...row) => {
    const [, firstUsed, now, state, until] = row;
    expect(standing({ firstUsed }, now)).toEqual({ state, until });
  });

  test('is barred at once where the policy gives no grace', () => {
    expect(standing({ policy: { ...policy, graceDays: 0 } }, day(1))).toEqual({ state: 'blocked', until: null });
  });
});
