import { z } from 'zod';
import { Cnic } from '../../ids.ts';
import { command, query } from './procedure.ts';
import { EntryView } from './views.ts';

export const replay = {
  /** Newest first, `limit` at most 200; `before` pages back by sequence number; `cnic` asks for one person's alone. */
  entries: query('signedIn')
    .input(
      z.strictObject({
        filter: z.enum(['all', 'waiting', 'stuck']),
        before: z.int().positive().nullable(),
        limit: z.int().min(1).max(200),
        cnic: Cnic.optional(),
      }),
    )
    .output(z.array(EntryView)),
  /** Tries the link now instead of at the end of the pause. */
  tryNow: command('signedIn').output(z.void()),
};
