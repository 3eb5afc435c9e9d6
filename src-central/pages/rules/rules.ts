import type { IncomingMessage } from 'node:http';
import { RulesVersion, Sha256 } from '../../../src-shared/ids.ts';
import { refuse, type Result } from '../../../src-shared/errors.ts';
import { HOUSE_FILE } from '../../../src-shared/catalogue/read-catalogue.ts';
import type { CatalogueText } from '../../../src-shared/catalogue/read-file.ts';
import type { Entry } from '../../../src-shared/ledger/entry.ts';
import { declineRules, proposeRules, publishRules } from '../../catalogue/publish-rules.ts';
import type { Central } from '../../central.ts';
import { readForm } from '../multipart.ts';
import type { Html } from '../html.ts';
import type { PageSession } from '../sessions.ts';
import { speaker, type Language } from '../words.ts';
import { readRules, readVersion } from './rules-data.ts';
import { rulesMain, versionMain, type RulesOutcome } from './rules-page.ts';

export interface RulesVisit {
  readonly central: Central;
  readonly session: PageSession;
  readonly language: Language;
  readonly path: string;
}

export const PROPOSE_PATH = '/rules/propose';

/** A whole catalogue with the form around it. */
const MOST_UPLOAD = 4 * 1024 * 1024;

export function isRulesPath(path: string): boolean {
  return path === '/rules' || path.startsWith('/rules/');
}

/** All versions, or one with what it changes; undefined where there is none. */
export async function showRules(visit: RulesVisit, outcome?: RulesOutcome): Promise<Html | undefined> {
  const { central, session, language } = visit;
  const view = { session, outcome, language, say: speaker(language) };
  if (visit.path === '/rules' || visit.path === PROPOSE_PATH) return rulesMain(await readRules(central), view);
  const version = RulesVersion.safeParse(visit.path.split('/')[2]);
  const file = version.success ? await readVersion(central, version.data) : undefined;
  return file === undefined ? undefined : versionMain(file, view);
}

/**
 * Takes the files of a proposal. Answers where to go, what was wrong, or undefined for a form that did not come from
 * this session. Errors: `central.tooLarge`, `input.malformed`.
 */
export async function takeProposal(
  { central, session }: Pick<RulesVisit, 'central' | 'session'>,
  request: IncomingMessage,
): Promise<{ readonly go: string } | RulesOutcome | undefined> {
  const form = await readForm(request, MOST_UPLOAD);
  if (form.get('token') !== session.formToken) return undefined;
  const texts = await Promise.all(form.getAll('files').map(textOf));
  const typed = form.get('reason');
  const reason = typeof typed === 'string' ? typed.trim() : '';
  if (reason.length < 3) return { refusal: { code: 'application.reasonMissing' } };
  const done = await proposeRules(central, texts, { by: session.admin, reason });
  if ('problems' in done) return done;
  if (!done.proposed.ok) return { refusal: done.proposed };
  return { go: `/rules/${done.proposed.value.subject.slice('catalogue:'.length)}` };
}

/** Takes the answer to a proposal. */
export async function takeAnswer(visit: RulesVisit, form: URLSearchParams): Promise<Result<string>> {
  const [, , name, act] = visit.path.split('/');
  const version = RulesVersion.safeParse(name);
  const sha256 = Sha256.safeParse(form.get('sha256'));
  const reason = (form.get('reason') ?? '').trim();
  if (!version.success || !sha256.success) return refuse('input.malformed');
  if (reason.length < 3) return refuse('application.reasonMissing');
  const answer = { version: version.data, sha256: sha256.data, by: visit.session.admin, reason };
  const done = await answerBy(
    act,
    () => publishRules(visit.central, answer),
    () => declineRules(visit.central, answer),
  );
  return done.ok ? { ok: true, value: `/rules/${version.data}` } : done;
}

function answerBy(
  act: string | undefined,
  publish: () => Promise<Result<Entry>>,
  decline: () => Promise<Result<Entry>>,
): Promise<Result<Entry>> {
  if (act === 'publish') return publish();
  return act === 'decline' ? decline() : Promise.resolve(refuse('input.malformed'));
}

/** A browser sends a file's own name alone: the head is told by it, all others are services. */
async function textOf(part: File | string): Promise<CatalogueText> {
  if (typeof part === 'string') return { file: 'services/unnamed.json', text: part };
  const name = part.name.split('/').at(-1) ?? '';
  return { file: name === HOUSE_FILE ? name : `services/${name}`, text: await part.text() };
}
