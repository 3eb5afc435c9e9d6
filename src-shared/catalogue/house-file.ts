import { z } from 'zod';
import { CalibrationPolicy } from '../devices/calibration.ts';
import { Day, RulesVersion } from '../ids.ts';
import { datedRule } from './dated-rule.ts';
import { Words } from './words.ts';

export const PaymentMethod = z.enum(['cash', 'bank', 'psid']);
export type PaymentMethod = z.infer<typeof PaymentMethod>;

/** Rules of the centre that belong to no service, one name each: whoever issues, money, devices, the till. */
export const HouseRule = z.discriminatedUnion('rule', [
  z.strictObject({ ...datedRule, rule: z.literal('authority'), name: Words }),
  z.strictObject({ ...datedRule, rule: z.literal('paymentMethods'), methods: z.array(PaymentMethod).min(1) }),
  z.strictObject({ ...datedRule, rule: z.literal('cameraCalibration'), policy: CalibrationPolicy }),
  z.strictObject({ ...datedRule, rule: z.literal('printerCalibration'), policy: CalibrationPolicy }),
  /** A printer that does not say itself when it wants cleaning is cleaned after this many cards. */
  z.strictObject({ ...datedRule, rule: z.literal('cleaning'), afterCards: z.int().positive() }),
]);
export type HouseRule = z.infer<typeof HouseRule>;

/** The head of a catalogue: its version, what it rests on, and the rules of the house. */
export const HouseFile = z.strictObject({
  version: RulesVersion,
  /** The first day it can decide anything: every rule begins on it or later and none before leaves a gap. */
  from: Day,
  reference: z.string().min(3).max(200),
  rules: z.array(HouseRule),
});
export type HouseFile = z.infer<typeof HouseFile>;
