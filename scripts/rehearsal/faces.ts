import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import jsqr from 'jsqr';
import sharp, { type OutputInfo } from 'sharp';
import { trustOf } from '../../src-main/features/trust/trust-board.ts';
import type { Store } from '../../src-main/store/store.ts';
import { verifyText } from '../../src-shared/credential/verify.ts';

export interface FaceCheck {
  readonly cards: number;
  /** Printed cards whose dots or code are not those of a licence, and licences without their card. */
  readonly mismatches: readonly string[];
}

/**
 * Reads the cards that came out of the practice printer as a person would hold them: each face must
 * be, dot for dot, one that the journal recorded when the print started, and the code on its back must
 * prove that licence to whoever has the keys.
 */
export async function checkFaces(store: Store, folder: string): Promise<FaceCheck> {
  const jobs = store.all(store.sql.selectFrom('card').select(['front', 'back', 'licence_number', 'stage']));
  const good = jobs.filter((job) => job.stage === 'good');
  const files = readdirSync(folder).filter((name) => name.endsWith('-front.png'));
  const mismatches: string[] = [];
  const seen = new Set<string>();
  for (const file of files) {
    const front = await dots(join(folder, file));
    const back = await dots(join(folder, file.replace('front', 'back')));
    const job = jobs.find((each) => each.front === hashOf(front.data) && each.back === hashOf(back.data));
    const code = readCode(back) ?? readCode(front);
    const proven = code === undefined ? undefined : provenNumber(store, code);
    if (job === undefined || proven !== job.licence_number || seen.has(job.licence_number)) mismatches.push(file);
    else seen.add(job.licence_number);
  }
  const missing = good.map((job) => job.licence_number).filter((number) => !seen.has(number));
  return { cards: files.length, mismatches: [...mismatches, ...missing] };
}

/** The number of a code that is genuine by the keys and lists of this counter. */
function provenNumber(store: Store, code: string): string | undefined {
  const { keyring, asOf, status } = trustOf(store);
  const now = new Date().toISOString();
  const parts = { keyring, keysAsOf: asOf, status, now, practice: true, register: () => undefined };
  const { verdict, licenceNumber } = verifyText(parts, code);
  return verdict === 'genuine' ? (licenceNumber ?? undefined) : undefined;
}

interface Dots {
  readonly data: Buffer;
  readonly info: OutputInfo;
}

function dots(file: string): Promise<Dots> {
  return sharp(file).removeAlpha().raw().toBuffer({ resolveWithObject: true });
}

function hashOf(data: Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function readCode({ data, info }: Dots): string | undefined {
  const rgba = new Uint8ClampedArray(info.width * info.height * 4);
  for (let dot = 0; dot < info.width * info.height; dot += 1) {
    rgba.set([data[dot * 3] ?? 0, data[dot * 3 + 1] ?? 0, data[dot * 3 + 2] ?? 0, 255], dot * 4);
  }
  return jsqr.default(rgba, info.width, info.height)?.data;
}
