import { parseArgs } from 'node:util';
import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream, readFileSync, renameSync } from 'node:fs';
import { Readable } from 'node:stream';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { resolve } from 'node:path';
import { z, ZodError } from 'zod';
import { Fault } from '../src-shared/errors.ts';
import { AdminInput, putAdmin } from '../src-central/auth/admins.ts';
import { CentreInput, putCentre, putStaff, StaffInput } from '../src-central/enrolment/centres.ts';
import { createEnrolmentCode } from '../src-central/enrolment/codes.ts';
import { seedPracticeCentre } from '../src-central/enrolment/practice.ts';
import { importFile } from '../src-central/import/import-file.ts';
import { replyTo } from '../src-central/import/reply-file.ts';
import { QueueFilter, readQueue } from '../src-central/pages/desk/queue-data.ts';
import { carryOverAll, readCarriedFile } from '../src-central/register/carry-over-file.ts';
import { KEYS_HELP, workOnKeys } from './central/keys.ts';
import { RULES_HELP, workOnRules } from './central/rules.ts';
import { startCentral, type RunningCentral } from '../src-central/server.ts';

const HELP = `npm run central                       start central (Ctrl-C stops it)
  -- centre --code GLT --en Gilgit --ur گلگت
  -- staff --centre GLT --id operator-1 --role operator --en … --ur … --pin 1234 [--inactive]
  -- code --centre GLT --counter 2       one-time code for a counter, valid for a day
  -- admin --name chief [--password …]   who may see the page; makes a password if none is given
  -- import FILE --reply OUT            a counter's sealed file from a stick, and the answer to take back
  -- exceptions [--centre GLT]           open cases, those due first first
  -- carry-over FILE                     the register of before: people and their documents, JSON, one a line
${RULES_HELP}
${KEYS_HELP}
  -- practice                            the practice centre with its public PINs

Environment: DATABASE_URL (else an embedded PostgreSQL), PARWANA_CENTRAL_DIR (.data/central),
PARWANA_CENTRAL_SECRET (else a key file in that folder), PARWANA_CENTRAL_HOST (127.0.0.1),
PARWANA_CENTRAL_PORT (8443), PARWANA_CENTRAL_CERT and PARWANA_CENTRAL_KEY (PEM files),
PARWANA_CENTRAL_BEHIND_PROXY=1 (a proxy in front ends TLS).`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    code: { type: 'string' },
    en: { type: 'string' },
    ur: { type: 'string' },
    centre: { type: 'string' },
    counter: { type: 'string' },
    id: { type: 'string' },
    role: { type: 'string' },
    pin: { type: 'string' },
    inactive: { type: 'boolean', default: false },
    name: { type: 'string' },
    password: { type: 'string' },
    reply: { type: 'string' },
    reason: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const command = positionals[0] ?? 'start';

try {
  if (values.help) console.log(HELP);
  else if (command === 'start') await serve();
  else await administer(command);
} catch (error) {
  console.error(error instanceof ZodError ? error.issues.map(describe).join('\n') : explain(error));
  process.exitCode = 1;
}

async function serve(): Promise<void> {
  const running = await start(Number(process.env['PARWANA_CENTRAL_PORT'] ?? 8443));
  console.log(`Central answers at ${running.url}`);
  const stop = () => void running.stop().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

/** Works on the database beside a running central, which hears of it through the database. */
async function administer(what: string): Promise<void> {
  const running = await start(0);
  const { db } = running.central;
  const now = new Date();
  try {
    if (what === 'centre') {
      await putCentre(db, CentreInput.parse({ code: values.code, nameEn: values.en, nameUr: values.ur }), now);
    } else if (what === 'staff') {
      const { centre, id, role, pin } = values;
      const names = { nameEn: values.en, nameUr: values.ur };
      await putStaff(db, [StaffInput.parse({ centre, id, role, pin, ...names, active: !values.inactive })], now);
    } else if (what === 'code') {
      const centre = CentreInput.shape.code.parse(values.centre);
      const counter = z.coerce.number().int().min(1).max(999).parse(values.counter);
      console.log(await createEnrolmentCode(db, { centre, counter, now }));
    } else if (what === 'admin') {
      const password = values.password ?? randomBytes(12).toString('base64url');
      await putAdmin(db, AdminInput.parse({ name: values.name, password }));
      if (values.password === undefined) console.log(password);
    } else if (what === 'import') {
      await takeFile(running, z.string({ error: HELP }).parse(positionals[1]), values.reply);
    } else if (what === 'exceptions') {
      await listCases(running, values.centre ?? null);
    } else if (what === 'carry-over') {
      await carryOverFile(running, z.string({ error: HELP }).parse(positionals[1]));
    } else if (what === 'rules') {
      const { name, password, reason } = values;
      await workOnRules(running, { what: positionals[1], about: positionals[2], name, password, reason });
    } else if (what === 'keys') {
      await workOnKeys(running, { what: positionals[1], about: positionals[2] });
    } else if (what === 'practice') {
      await seedPracticeCentre(db, now);
    } else {
      throw new Error(HELP);
    }
  } finally {
    await running.stop();
  }
}

/** Entry, due date, whose turn and why: nothing personal, for this may end in a log. */
async function listCases({ central: { db, now } }: RunningCentral, centre: string | null): Promise<void> {
  const { lines } = await readQueue(db, QueueFilter.parse({ show: 'open', owner: null, centre }), now());
  for (const { stream, seq, due_at, stage, owner, code, type } of lines) {
    console.log([`${stream}:${seq}`, due_at.slice(0, 10), stage, owner, code, type].join('  '));
  }
}

/** What a counter sealed for a stick; the answer is written beside it, on disk before this returns. */
async function takeFile({ central }: RunningCentral, file: string, reply = `${file}.reply`): Promise<void> {
  const imported = await importFile(central, createReadStream(file), 'command line');
  const { stream, entries, blobs } = imported;
  const draft = `${reply}.part`;
  await pipeline(
    Readable.from(await replyTo(central, imported)),
    createWriteStream(draft, { flush: true, mode: 0o600 }),
  );
  renameSync(draft, reply);
  console.log(`${stream}: ${entries} new entries, ${blobs} new blobs; the answer is ${reply}`);
}

/** Nothing is written of a file with a mistake in it; what is there already is left as it is. */
async function carryOverFile({ central }: RunningCentral, file: string): Promise<void> {
  const people = await readCarriedFile(createInterface({ input: createReadStream(file) }));
  const documents = await carryOverAll(central, people);
  console.log(`${people.length} people read, ${documents} documents carried over`);
}

function start(port: number): Promise<RunningCentral> {
  const { env } = process;
  const { DATABASE_URL: databaseUrl, PARWANA_CENTRAL_SECRET: secret } = env;
  const [cert, key] = [env['PARWANA_CENTRAL_CERT'], env['PARWANA_CENTRAL_KEY']];
  return startCentral({
    port,
    host: env['PARWANA_CENTRAL_HOST'] ?? '127.0.0.1',
    behindProxy: env['PARWANA_CENTRAL_BEHIND_PROXY'] === '1',
    dataDir: resolve(env['PARWANA_CENTRAL_DIR'] ?? '.data/central'),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(secret === undefined ? {} : { secret }),
    ...(cert && key ? { tls: { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') } } : {}),
  });
}

function describe(issue: ZodError['issues'][number]): string {
  return `--${issue.path.join('.')}: ${issue.message}`;
}

function explain(error: unknown): string {
  if (error instanceof Fault) return `${error.code} ${JSON.stringify(error.detail)}`;
  return error instanceof Error ? error.message : String(error);
}
