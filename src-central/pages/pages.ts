import type { IncomingMessage, ServerResponse } from 'node:http';
import { Fault, type Refusal } from '../../src-shared/errors.ts';
import { dayOf } from '../../src-shared/licensing/calendar.ts';
import type { Central } from '../central.ts';
import { toApiError } from '../http/api-error.ts';
import { readBytes } from '../http/body.ts';
import { sayWhen, send, type Handle } from '../http/reply.ts';
import { findAsset } from './assets.ts';
import { readBoard } from './board.ts';
import { dashboard } from './dashboard.ts';
import { isDeskPath, showDesk, takeAtDesk } from './desk/desk.ts';
import { page } from './layout.ts';
import { findPhoto } from './photos.ts';
import { beginSession, endSession, findSession, type PageSession } from './sessions.ts';
import { isRulesPath, PROPOSE_PATH, showRules, takeAnswer, takeProposal } from './rules/rules.ts';
import type { RulesOutcome } from './rules/rules-page.ts';
import { signedInBar } from './signed-in-bar.ts';
import { STICK_PATH, stickPage, takeStick } from './stick-page.ts';
import { signInPage, type SignInProblem } from './sign-in.ts';
import { speaker, type Language } from './words.ts';

const SESSION = 'parwana-central';
const LANGUAGE = 'parwana-language';
const FORM_LIMIT = 8 * 1024;
/** A replacement brings every field of an entry. */
const DESK_FORM_LIMIT = 256 * 1024;

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The pages for people: sign-in and the board. Forms are taken from these very pages only. */
export function createPages(central: Central): Handle {
  return async (request, response) => {
    response.setHeader('content-security-policy', policy);
    response.setHeader('referrer-policy', 'same-origin');
    response.setHeader('cache-control', 'no-store');
    const visit = new Visit(central, request, response);
    if (request.method === 'GET' || request.method === 'HEAD') return visit.show();
    return request.method === 'POST' ? visit.take() : visit.end(405);
  };
}

/** One request to the pages. */
class Visit {
  readonly #central: Central;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #url: URL;
  readonly #cookies: ReadonlyMap<string, string>;

  constructor(central: Central, request: IncomingMessage, response: ServerResponse) {
    this.#central = central;
    this.#request = request;
    this.#response = response;
    this.#url = new URL(request.url ?? '/', 'http://central');
    this.#cookies = cookiesOf(request.headers.cookie ?? '');
  }

  async show(): Promise<void> {
    const { pathname } = this.#url;
    const asset = findAsset(pathname);
    if (asset !== undefined) {
      this.#response.setHeader('cache-control', 'public, max-age=3600');
      return send(this.#response, 200, [asset.type, await asset.read()]);
    }
    const { db, now } = this.#central;
    const session = await findSession(db, this.#cookies.get(SESSION), now());
    const isPage = pathname === '/' || pathname === STICK_PATH || isDeskPath(pathname) || isRulesPath(pathname);
    if (isPage && this.#url.searchParams.has('lang')) return this.#chooseLanguage();
    if (isPage && session === undefined) return this.#page(200, signInPage(this.#language));
    if (session !== undefined && isDeskPath(pathname)) return this.#desk(session);
    if (session !== undefined && isRulesPath(pathname)) return this.#rules(session);
    if (session !== undefined && pathname === STICK_PATH) {
      return this.#page(200, stickPage({ session, language: this.#language }));
    }
    if (session !== undefined && pathname === '/') {
      const board = await readBoard(db, dayOf(now().toISOString()));
      return this.#page(200, dashboard({ board, session, language: this.#language, now: now() }));
    }
    const photo =
      session !== undefined && pathname.startsWith('/photos/')
        ? await findPhoto(db, pathname.slice('/photos/'.length))
        : undefined;
    if (photo === undefined) return this.end(404);
    this.#response.setHeader('cache-control', 'private, max-age=3600');
    return send(this.#response, 200, [photo.type, photo.bytes]);
  }

  async take(): Promise<void> {
    if (this.#url.pathname === STICK_PATH) return this.#takeStick();
    if (this.#url.pathname === PROPOSE_PATH) return this.#takeProposal();
    const limit = isDeskPath(this.#url.pathname) ? DESK_FORM_LIMIT : FORM_LIMIT;
    const form = new URLSearchParams((await readBytes(this.#request, limit)).toString('utf8'));
    if (!isOwnForm(this.#request)) return this.#refuse(403, 'centralPage.foreign');
    if (isDeskPath(this.#url.pathname)) return this.#takeAtDesk(form);
    if (isRulesPath(this.#url.pathname)) return this.#takeRules(form);
    if (this.#url.pathname === '/sign-in') return this.#signIn(form);
    return this.#url.pathname === '/sign-out' ? this.#signOut(form) : this.end(404);
  }

  end(status: number): void {
    this.#response.writeHead(status).end();
  }

  /** Nothing of a large form is read before it is known who sends it, and from where. */
  async #takeStick(): Promise<void> {
    const { db, now } = this.#central;
    const session = await findSession(db, this.#cookies.get(SESSION), now());
    if (session === undefined || !isOwnForm(this.#request)) {
      this.#request.resume();
      return this.#refuse(403, 'centralPage.foreign');
    }
    try {
      const answer = await takeStick(this.#central, this.#request, session);
      if (answer === undefined) return this.#refuse(403, 'centralPage.foreign');
      this.#response.setHeader('content-disposition', `attachment; filename="${answer.name}"`);
      return send(this.#response, 200, ['application/octet-stream', answer.bytes]);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return this.#page(422, stickPage({ session, language: this.#language, problem: error.code }));
    }
  }

  async #takeProposal(): Promise<void> {
    const { db, now } = this.#central;
    const session = await findSession(db, this.#cookies.get(SESSION), now());
    if (session === undefined || !isOwnForm(this.#request)) {
      this.#request.resume();
      return this.#refuse(403, 'centralPage.foreign');
    }
    const taken = await takeProposal({ central: this.#central, session }, this.#request).catch((error: unknown) => {
      if (error instanceof Fault) return { refusal: { code: error.code } };
      throw error;
    });
    if (taken === undefined) return this.#refuse(403, 'centralPage.foreign');
    return 'go' in taken ? this.#goTo(taken.go) : this.#rules(session, taken);
  }

  async #takeRules(form: URLSearchParams): Promise<void> {
    const { db, now } = this.#central;
    const session = await findSession(db, this.#cookies.get(SESSION), now());
    if (session === undefined || session.formToken !== form.get('token'))
      return this.#refuse(403, 'centralPage.foreign');
    const taken = await takeAnswer(this.#visitRules(session), form);
    return taken.ok ? this.#goTo(taken.value) : this.#rules(session, { refusal: taken });
  }

  #visitRules(session: PageSession) {
    return { central: this.#central, session, language: this.#language, path: this.#url.pathname };
  }

  async #rules(session: PageSession, outcome?: RulesOutcome): Promise<void> {
    const main = await showRules(this.#visitRules(session), outcome);
    if (main === undefined) return this.end(404);
    const bar = signedInBar(session, speaker(this.#language));
    // Of a form's own address there is no page to go back to.
    const path = this.#url.pathname.split('/').slice(0, 3).join('/').replace(PROPOSE_PATH, '/rules');
    this.#page(outcome === undefined ? 200 : 409, page({ language: this.#language, main, bar, path }));
  }

  async #signIn(form: URLSearchParams): Promise<void> {
    const typed = { name: form.get('name') ?? '', password: (form.get('password') ?? '').slice(0, 200) };
    try {
      const token = await beginSession(this.#central.db, typed, this.#central.now());
      this.#setCookie(SESSION, token);
      this.#goHome();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (error.code === 'central.busy') {
        sayWhen(this.#response, toApiError(error, this.#central.log));
        return this.#refuse(429, 'centralPage.locked');
      }
      return this.#refuse(401, 'centralPage.wrong');
    }
  }

  async #signOut(form: URLSearchParams): Promise<void> {
    const { db, now } = this.#central;
    const token = this.#cookies.get(SESSION);
    const session = await findSession(db, token, now());
    if (token === undefined || session?.formToken !== form.get('token'))
      return this.#refuse(403, 'centralPage.foreign');
    await endSession(db, token);
    this.#setCookie(SESSION, '', 0);
    this.#goHome();
  }

  async #desk(session: PageSession, refusal?: Refusal): Promise<void> {
    const visit = { central: this.#central, session, language: this.#language, url: this.#url };
    const main = await showDesk(visit, refusal);
    if (main === undefined) return this.end(404);
    const bar = signedInBar(session, speaker(this.#language));
    const path = this.#url.pathname;
    this.#page(refusal === undefined ? 200 : 409, page({ language: this.#language, main, bar, path }));
  }

  async #takeAtDesk(form: URLSearchParams): Promise<void> {
    const { db, now } = this.#central;
    const session = await findSession(db, this.#cookies.get(SESSION), now());
    if (session === undefined || session.formToken !== form.get('token'))
      return this.#refuse(403, 'centralPage.foreign');
    const visit = { central: this.#central, session, language: this.#language, url: this.#url };
    const taken = await takeAtDesk(visit, form);
    return taken.ok ? this.#goTo(taken.value) : this.#desk(session, taken);
  }

  #refuse(status: number, problem: SignInProblem): void {
    this.#page(status, signInPage(this.#language, problem));
  }

  #chooseLanguage(): void {
    this.#setCookie(LANGUAGE, this.#url.searchParams.get('lang') === 'ur' ? 'ur' : 'en');
    this.#goTo(this.#url.pathname);
  }

  get #language(): Language {
    return this.#cookies.get(LANGUAGE) === 'ur' ? 'ur' : 'en';
  }

  #page(status: number, text: string): void {
    send(this.#response, status, ['text/html; charset=utf-8', text]);
  }

  #goHome(): void {
    this.#goTo('/');
  }

  #goTo(path: string): void {
    this.#response.writeHead(303, { location: path }).end();
  }

  #setCookie(name: string, value: string, maxAge = 8 * 3600): void {
    const { tls, behindProxy } = this.#central.settings;
    const secure = tls !== undefined || behindProxy ? '; Secure' : '';
    const cookie = `${name}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAge}${secure}`;
    this.#response.appendHeader('set-cookie', cookie);
  }
}

/** A browser says where a form came from; without a word of either kind it is no browser. */
function isOwnForm({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  if (headers.origin === undefined) return site === 'same-origin';
  return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host;
}

function cookiesOf(header: string): ReadonlyMap<string, string> {
  const pairs = header.split(';').map((pair) => pair.trim().split('=', 2));
  return new Map(pairs.map(([name = '', value = '']) => [name, value]));
}
