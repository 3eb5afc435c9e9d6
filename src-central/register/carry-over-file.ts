import { z } from 'zod';
import { OWN_STREAM } from '../ingest/own-stream.ts';
import type { OwnParts } from '../ingest/try-own.ts';
import { CarriedPerson, carryOver } from './carry-over.ts';
import { setTimeout as pause } from 'node:timers/promises';

/** People written, and settled, at once. */
const PEOPLE_AT_ONCE = 500;
const LOOK_EVERY_MS = 50;

/** What is wrong with a file, by line number from 1; nothing of it was written. */
export class CarriedFileError extends Error {
  constructor(problems: readonly { readonly line: number; readonly reason: string }[]) {
    super(problems.map(({ line, reason }) => `line ${line}: ${reason}`).join('\n'));
  }
}

/** Most problems told at once. */
const PROBLEMS = 20;

/**
 * Reads a file of `CarriedPerson`, one as JSON on each line. The whole file is read first. Throws `CarriedFileError`.
 */
export async function readCarriedFile(lines: AsyncIterable<string>): Promise<readonly CarriedPerson[]> {
  const people: CarriedPerson[] = [];
  const problems: { line: number; reason: string }[] = [];
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === '') continue;
    const read = readLine(line);
    if (typeof read === 'string') problems.push({ line: number, reason: read });
    else people.push(read);
    if (problems.length === PROBLEMS) break;
  }
  if (problems.length > 0) throw new CarriedFileError(problems);
  return people;
}

/** Carries over a file of any length; each part is settled before the next. Gives how many documents were new. */
export async function carryOverAll(parts: OwnParts, people: readonly CarriedPerson[]): Promise<number> {
  let documents = 0;
  for (let from = 0; from < people.length; from += PEOPLE_AT_ONCE) {
    documents += await carryOver(parts, people.slice(from, from + PEOPLE_AT_ONCE));
    await settled(parts);
  }
  return documents;
}

function readLine(line: string): CarriedPerson | string {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return 'no JSON';
  }
  const parsed = CarriedPerson.safeParse(json);
  return parsed.success ? parsed.data : z.prettifyError(parsed.error).replaceAll('\n', ' ');
}

/** All of central's own is judged. */
async function settled({ db }: OwnParts): Promise<void> {
  const open = db
    .selectFrom('stream_cursor')
    .select('stream')
    .where('stream', '=', OWN_STREAM)
    .whereRef('settled_seq', '<', 'ack_seq');
  while ((await open.executeTakeFirst()) !== undefined) await pause(LOOK_EVERY_MS);
}
