import { existsSync, readFileSync, statSync } from 'node:fs';
import { text as textOf } from 'node:stream/consumers';
import { isTakenPicture } from '../../src-main/features/verify/picture-kind.ts';
import { pictureLimits } from '../../src-main/features/verify/picture-limits.ts';
import { readCode } from '../../src-main/features/verify/read-code.ts';
import { Fault } from '../../src-shared/errors.ts';

/** The text to judge: of a picture's code, of a file, of standard input, or as given. Errors: `verify.*`. */
export async function readWhat(what: string): Promise<string> {
  if (what === '-') return withoutLineEnd(await textOf(process.stdin));
  if (!existsSync(what) || !statSync(what).isFile()) return fileName.test(what) ? missing(what) : what;
  if (statSync(what).size > pictureLimits.bytes) throw new Fault('verify.pictureTooLarge');
  const bytes = readFileSync(what);
  if (!isTakenPicture(bytes)) {
    if (fileName.test(what)) throw new Fault('verify.notAPicture');
    return withoutLineEnd(bytes.toString('utf8'));
  }
  const reading = await readCode(bytes);
  if (!reading.ok) throw new Fault(reading.code);
  return reading.text;
}

/** What is called like a picture is meant to be one. */
const fileName = /\.(?:png|jpe?g|gif|webp|svg|tiff?|heic|pdf)$/i;

function missing(file: string): never {
  throw new Fault('verify.notAPicture', {}, { cause: new Error(`no file ${file}`) });
}

/** A code may begin and end with spaces: they are part of it. */
function withoutLineEnd(text: string): string {
  return text.replace(/[\r\n]+$/, '');
}
