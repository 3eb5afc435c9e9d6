import { z } from 'zod';
import { Cnic } from '../../ids.ts';
import { command, query } from './procedure.ts';
import { EntryView } from './views.ts';

/** Where an export goes on: after an entry, and when all entries are in, after a blob. */
export const ExportPlace = z.strictObject({ seq: z.int().nonnegative(), blob: z.string().max(64) });
export type ExportPlace = z.infer<typeof ExportPlace>;

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
  /**
   * One sealed file with what waits to be sent, for a stick: batches first, then blobs, as much as one file takes.
   * `next` is where the next file goes on, null when this one holds the rest. Refuses with `export.notYet` before
   * central's key is known, `enrolment.needed`.
   */
  exportUnsent: command(['technician', 'supervisor'])
    .input(z.strictObject({ after: ExportPlace.nullable() }))
    .output(
      z.object({
        /** What to call the file, e.g. `parwana-GLT-2-1-20261121-1030.sealed`. */
        name: z.string(),
        file: z.instanceof(Blob),
        entries: z.int(),
        blobs: z.int(),
        next: ExportPlace.nullable(),
      }),
    ),
  /**
   * Takes central's answer to an export from the stick: `acked` is how many entries it vouched for anew, `items` how
   * many of the feed's items came. Twice is harmless. Refuses with `export.*`, `central.badSignature`, `.badChain`.
   */
  importReply: command(['technician', 'supervisor'])
    .input(z.strictObject({ file: z.instanceof(Blob) }))
    .output(z.object({ acked: z.int(), items: z.int() })),
  /** Tries the link now instead of at the end of the pause. */
  tryNow: command('signedIn').output(z.void()),
};
