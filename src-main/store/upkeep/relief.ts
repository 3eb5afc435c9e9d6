import { Fault } from '../../../src-shared/errors.ts';
import type { Log } from '../../ports.ts';
import type { Ballast } from './ballast.ts';

/** What the system calls a disk without room for this user. */
const NO_ROOM: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT']);

/**
 * Does a step of the start that may write; where the disk has no room for it, once more without the ballast.
 * Errors: those of the step, and `store.full` when there is no room even then, whoever noticed it.
 */
export async function withRelief<Value>(
  { ballast, log }: { readonly ballast: Ballast; readonly log: Log },
  step: () => Value | Promise<Value>,
): Promise<Value> {
  try {
    return await toldAsFull(step);
  } catch (error) {
    const isFull = error instanceof Fault && error.code === 'store.full';
    if (!isFull || !ballast.release()) throw error;
    log.warn('the disk is full: the ballast was given up to start');
    return toldAsFull(step);
  }
}

async function toldAsFull<Value>(step: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await step();
  } catch (error) {
    const { code } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
    throw NO_ROOM.has(code) ? new Fault('store.full', {}, { cause: error }) : error;
  }
}
