import { Fault } from '../src-shared/errors.ts';
import type { Verification } from '../src-shared/credential/verdict.ts';
import { type Asked, readArguments, usage, WrongUse } from './verify/arguments.ts';
import { textsOf } from './say-fault.ts';
import { sayVerification } from './verify/say.ts';

/** `npm run verify`: the verdict of a card on any PC, in words or as one line of JSON. */
const NOT_GENUINE = 1;
const NOTHING_JUDGED = 2;

const asked = read();
if (asked !== undefined) await run(asked);

function read(): Asked | undefined {
  try {
    const found = readArguments(process.argv.slice(2));
    if (found === undefined) console.log(usage);
    return found;
  } catch (error) {
    return wrong(error, undefined);
  }
}

async function run(what: Asked): Promise<void> {
  try {
    const found = await judge(what);
    if (found === undefined) return;
    console.log(what.json ? JSON.stringify(plain(found)) : sayVerification(found, what.language));
    if (found.verdict !== 'genuine') process.exitCode = NOT_GENUINE;
  } catch (error) {
    wrong(error, what);
  }
}

async function judge(what: Asked): Promise<Verification | undefined> {
  const [{ readWhat }, { exportTrust, judgeByCounter, judgeByFile, withCounter }] = await Promise.all([
    import('./verify/read-what.ts'),
    import('./verify/judge.ts'),
  ]);
  const text = what.what === undefined ? undefined : await readWhat(what.what);
  if (what.trust !== undefined) return text === undefined ? undefined : judgeByFile(text, what);
  return withCounter(what, (store, practice) => {
    if (what.exportTo !== undefined) exportTrust(what.exportTo, { store, practice });
    return text === undefined ? undefined : judgeByCounter(text, { store, practice });
  });
}

/** Without the bytes of the face. */
function plain({ face, credential, ...rest }: Verification): object {
  const { face: _, ...says } = credential ?? {};
  return { ...rest, credential: credential === null ? null : says, faceBytes: face?.bytes.length ?? 0 };
}

function wrong(error: unknown, what: Asked | undefined): undefined {
  process.exitCode = NOTHING_JUDGED;
  if (error instanceof WrongUse) console.error(error.message);
  else if (error instanceof Fault) {
    const { cause, action } = textsOf(error.code, what?.language);
    if (what?.json === true) console.log(JSON.stringify({ error: error.code }));
    else console.error(`${cause} ${action} (${error.code})`);
  } else throw error;
}
