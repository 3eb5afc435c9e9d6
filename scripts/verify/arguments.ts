import { parseArgs } from 'node:util';

export const usage = `npm run verify -- FILE|TEXT|NUMBER [options]: is this card genuine?

  FILE              photo or scan of a card or permit, PNG or JPEG, or a text file with what a scanner read
  TEXT              what a scanner read from the code; - reads it from standard input
  NUMBER            a licence or permit number: what the register says of it

  --data-dir DIR    a counter's folder: its keys, status lists and register (.data/practice/counter)
  --key-file FILE   the key of that folder, where it is not beside it
  --trust FILE      keys and status lists of a file instead: works anywhere, without a register
  --root NAME       with --trust: takes no other authority than that of this root key
  --export FILE     writes keys and status lists of the counter to a file, for --trust
  --json            one JSON object on one line
  --lang en|ur      language of the reasons

Nothing is written down: checks on record are made at a counter. It must not be running while its folder is used.
Exit code 0 genuine, 1 anything else, 2 where there was nothing to judge.`;

/** Asked in a way that is none; the message says how. */
export class WrongUse extends Error {}

export interface Asked {
  /** Absent for an export alone. */
  readonly what: string | undefined;
  readonly dataDir: string;
  readonly keyFile: string | undefined;
  readonly trust: string | undefined;
  readonly root: string | undefined;
  readonly exportTo: string | undefined;
  readonly json: boolean;
  readonly language: 'en' | 'ur';
}

/** Undefined where help was asked for. Throws `WrongUse`. */
export function readArguments(args: readonly string[]): Asked | undefined {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  const { trust, root, lang, json } = values;
  const exportTo = values.export;
  const [what, ...more] = positionals;
  if (more.length > 0) throw new WrongUse('One card at a time. A text with spaces stands in quotes.');
  if (what === undefined && exportTo === undefined) throw new WrongUse(usage);
  if (lang !== 'en' && lang !== 'ur') throw new WrongUse('--lang is en or ur.');
  if (trust !== undefined && exportTo !== undefined)
    throw new WrongUse('--export takes keys from a counter, not from --trust.');
  if (root !== undefined && trust === undefined) throw new WrongUse('--root goes with --trust.');
  return {
    what,
    dataDir: values['data-dir'],
    keyFile: values['key-file'],
    trust,
    root: root?.toLowerCase(),
    exportTo,
    json,
    language: lang,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'data-dir': { type: 'string', default: '.data/practice/counter' },
        'key-file': { type: 'string' },
        trust: { type: 'string' },
        root: { type: 'string' },
        export: { type: 'string' },
        lang: { type: 'string', default: 'en' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new WrongUse(`${error instanceof Error ? error.message : ''}\n\n${usage}`);
  }
}
