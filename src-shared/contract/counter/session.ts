import { z } from 'zod';
import { StaffId } from '../../ids.ts';
import { Role } from '../../roles.ts';
import { command, query } from './procedure.ts';

export const SessionView = z.object({
  staff: z.object({ id: StaffId, nameEn: z.string(), nameUr: z.string(), role: Role }).nullable(),
  /** Locked by idleness or by hand: the work stays, the PIN opens it again. */
  locked: z.boolean(),
  /** Idle time until the lock, ms. */
  idleLockMs: z.int(),
  /** Who may sign in here; PINs are filled in only in practice mode. */
  people: z.array(
    z.object({ id: StaffId, nameEn: z.string(), nameUr: z.string(), role: Role, practicePin: z.string().nullable() }),
  ),
});
export type SessionView = z.infer<typeof SessionView>;

const Pin = z.string().min(4).max(64);

/** Signing in works with the cable out: PIN hashes come down with the centre's reference data. */
export const session = {
  current: query('anyone').output(SessionView),
  /** Refuses with `session.badCredentials {left}`, `session.lockedOut {until}`, `enrolment.needed`. */
  signIn: command('anyone')
    .input(z.strictObject({ staffId: StaffId, pin: Pin }))
    .output(SessionView),
  signOut: command('anyone').output(SessionView),
  lock: command('anyone').output(SessionView),
  unlock: command('anyone')
    .input(z.strictObject({ pin: Pin }))
    .output(SessionView),
  /** Tells the core that somebody is there: restarts the idle clock. */
  touch: command('signedIn').output(z.void()),
};
