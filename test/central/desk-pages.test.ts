import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putAdmin } from '../../src-central/auth/admins.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import { Desk } from '../support/desk.ts';
import { startTestCentral } from '../support/test-central.ts';
import { enrolTestCounter, newPerson, type TestCounter } from '../support/test-counter.ts';

const PASSWORD = 'right horse staple';

let running: RunningCentral;
let desk: Desk;
let counter: TestCounter;
let chief: Visitor;
let deputy: Visitor;
beforeAll(async () => {
  running = await startTestCentral();
  desk = new Desk(running);
  for (const name of ['chief', 'deputy']) await putAdmin(running.central.db, { name, password: PASSWORD });
  counter = await enrolTestCounter(running, 1);
  [chief, deputy] = [await Visitor.signIn('chief'), await Visitor.signIn('deputy')];
});
afterAll(() => running.stop());

/** An administrator's browser without the browser: cookie, forms as the pages give them, no redirects followed. */
class Visitor {
  readonly #cookie: string;

  constructor(cookie: string) {
    this.#cookie = cookie;
  }

  static async signIn(name: string): Promise<Visitor> {
    const answer = await new Visitor('').send('/sign-in', { name, password: PASSWORD });
    return new Visitor(answer.headers.getSetCookie()[0]!.split(';')[0]!);
  }

  async see(path: string, language = 'en'): Promise<string> {
    const cookie = `${this.#cookie}; parwana-language=${language}`;
    return (await fetch(`${running.url}${path}`, { headers: { cookie } })).text();
  }

  /** Sends a form with the token of the page it is on, and whatever is given. */
  async submit(path: string, form: Record<string, string>): Promise<Response> {
    const token = /name="token" value="([^"]+)"/.exec(await this.see('/exceptions'))![1]!;
    return this.send(path, { token, ...form });
  }

  /** Answers the proposal that the page of the case shows now. */
  async answer(entry: Entry, form: Record<string, string>): Promise<Response> {
    const proposal = /name="proposal" value="([^"]+)"/.exec(await this.see(pathOf(entry)))?.[1] ?? '';
    return this.submit(`${pathOf(entry)}/decide`, { proposal, ...form });
  }

  send(path: string, form: Record<string, string>): Promise<Response> {
    const headers = { origin: running.url, cookie: this.#cookie };
    return fetch(`${running.url}${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers,
      body: new URLSearchParams(form),
    });
  }
}

/** A person recorded with a birth date that cannot be; `who` may be more than a name. */
async function wrongPerson(who = 'Test Applicant'): Promise<Entry> {
  const { draft } = newPerson();
  const { person } = draft.data as { person: Record<string, unknown> };
  const entry = counter.write({ ...draft, data: { person: { ...person, nameEn: who, birthDate: '2031-01-01' } } });
  await counter.push([entry]);
  await desk.caseOf(entry);
  return entry;
}

const pathOf = ({ stream, seq }: Entry) => `/exceptions/${stream}/${seq}`;

describe('the desk', () => {
  it('shows nothing to who is not signed in, and takes no form of theirs', async () => {
    const entry = await wrongPerson();
    const nobody = new Visitor('');
    for (const path of ['/exceptions', pathOf(entry)]) {
      const text = await nobody.see(path);
      expect(text).toContain('name="password"');
      expect(text).not.toContain(entry.subject.slice('person:'.length));
    }
    const form = { decision: 'reject', reason: 'no reason' };
    expect((await nobody.send(`${pathOf(entry)}/propose`, { token: '', ...form })).status).toBe(403);
    // Signed in, but the form is not of these pages: wrong token, or another's.
    expect((await chief.send(`${pathOf(entry)}/propose`, { token: 'forged', ...form })).status).toBe(403);
    expect((await chief.send(`${pathOf(entry)}/propose`, form)).status).toBe(403);
    expect(await desk.caseOf(entry)).toMatchObject({ stage: 'open' });
  });

  it('has one administrator propose and another agree, and says why not otherwise', async () => {
    const entry = await wrongPerson();
    const form = { decision: 'reject', reason: 'typed by mistake' };
    const proposed = await chief.submit(`${pathOf(entry)}/propose`, form);
    expect([proposed.status, proposed.headers.get('location')]).toEqual([303, pathOf(entry)]);
    await desk.caseOf(entry);
    const own = await chief.see(pathOf(entry));
    expect(own).toContain('This is your own proposal');
    expect(own).not.toContain('value="yes"');
    const answer = { agreed: 'yes', reason: 'I saw the paper' };
    const refused = await chief.submit(`${pathOf(entry)}/decide`, answer);
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('Nothing was written');
    expect((await deputy.answer(entry, { reason: 'no answer' })).status).toBe(409);
    expect((await deputy.answer(entry, answer)).status).toBe(303);
    expect(await desk.fates([entry])).toEqual(['rejected person.birthDateInFuture']);
    const closed = await chief.see(pathOf(entry));
    for (const text of ['chief', 'typed by mistake', 'deputy', 'I saw the paper', 'Rejected']) {
      expect(closed).toContain(text);
    }
    expect(closed).not.toContain('/propose');
  });

  it('corrects the fields of an entry, and shows the second person what was corrected', async () => {
    const entry = await wrongPerson();
    const text = await chief.see(pathOf(entry));
    expect(text).toContain('name="body.person.birthDate" value="2031-01-01"');
    const correct = { decision: 'replace', reason: 'read from the CNIC', 'body.person.birthDate': 'soon' };
    const refused = await chief.submit(`${pathOf(entry)}/propose`, correct);
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('An entry could not be read.');
    const right = { ...correct, 'body.person.birthDate': '1991-01-01' };
    expect((await chief.submit(`${pathOf(entry)}/propose`, right)).status).toBe(303);
    await desk.caseOf(entry);
    expect(await deputy.see(pathOf(entry))).toMatch(/2031-01-01[^]*1991-01-01/);
    await deputy.answer(entry, { agreed: 'yes', reason: 'so it says' });
    expect(await desk.caseOf(entry)).toMatchObject({ outcome: 'replaced' });
    const { rows } = await running.central.pool.query('select birth_date from person where subject = $1', [
      entry.subject,
    ]);
    expect(rows).toEqual([{ birth_date: '1991-01-01' }]);
  });

  it('takes an answer to the proposal that was read, and to no other one', async () => {
    const entry = await wrongPerson();
    await chief.submit(`${pathOf(entry)}/propose`, { decision: 'retry', reason: 'the clock was wrong' });
    await desk.caseOf(entry);
    const [, read] = /name="proposal" value="([^"]+)"/.exec(await deputy.see(pathOf(entry)))!;
    // While the page is open a third person declines, and something else is proposed.
    await desk.answer(entry, { by: 'third', agreed: false });
    await desk.caseOf(entry);
    await chief.submit(`${pathOf(entry)}/propose`, { decision: 'reject', reason: 'no such person' });
    await desk.caseOf(entry);
    const late = { agreed: 'yes', reason: 'I saw the clock', proposal: read! };
    expect((await deputy.submit(`${pathOf(entry)}/decide`, late)).status).toBe(409);
    expect(await desk.caseOf(entry)).toMatchObject({ stage: 'proposed', decision: 'reject' });
    expect((await deputy.answer(entry, { agreed: 'yes', reason: 'I asked there' })).status).toBe(303);
    expect(await desk.caseOf(entry)).toMatchObject({ stage: 'closed', outcome: 'rejected' });
  });

  it('lists what is due first first, and filters by owner, centre and state', async () => {
    const [early, late] = [await wrongPerson(), await wrongPerson()];
    const due = (day: string) => ({ owner: 'authority', due: day });
    await chief.submit(`${pathOf(late)}/assign`, due('2020-01-02'));
    await chief.submit(`${pathOf(early)}/assign`, due('2020-01-01'));
    await desk.caseOf(early);
    const queue = await chief.see('/exceptions?show=overdue&owner=authority&centre=GLT');
    const links = [...queue.matchAll(/href="(\/exceptions\/[^"?]+)"/g)].map((match) => match[1]);
    expect(links).toEqual([pathOf(early), pathOf(late)]);
    expect(await chief.see('/exceptions?owner=counter')).not.toContain(`${pathOf(early)}"`);
    expect(await chief.see('/exceptions?centre=SKD')).toContain('No case here.');
    // An address nobody's link has is the plain queue, not an error.
    expect(await chief.see("/exceptions?show=x&owner='&centre=%3Cb%3E")).toContain(`${pathOf(early)}"`);
    expect((await chief.submit(`${pathOf(early)}/assign`, due('someday'))).status).toBe(409);
  });

  it('shows an entry nobody can read as it came, and whatever it brings stays text', async () => {
    const xss = `<script>alert(1)</script>"'&`;
    const named = await wrongPerson('<img src=x>');
    const raw = counter.write({ ...newPerson().draft, type: '<b>type</b>', body: xss });
    await counter.push([raw]);
    await desk.caseOf(raw);
    await chief.submit(`${pathOf(raw)}/propose`, { decision: 'reject', reason: xss });
    await desk.caseOf(raw);
    for (const path of ['/exceptions', pathOf(named), pathOf(raw)]) {
      const text = await deputy.see(path);
      expect(text, path).not.toMatch(/<script|<img|<b>/);
    }
    expect(await deputy.see(pathOf(raw))).toContain('&lt;script&gt;alert(1)');
    expect(await deputy.see(pathOf(raw))).not.toContain('value="replace"');
  });

  it('speaks Urdu, and the other language shows the same case', async () => {
    const entry = await wrongPerson();
    const text = await chief.see(pathOf(entry), 'ur');
    expect(text).toContain('<html lang="ur" dir="rtl">');
    expect(text).toContain('رجسٹر کا بیان');
    expect(text).toContain(`href="${pathOf(entry)}?lang=en"`);
    const answer = await fetch(`${running.url}${pathOf(entry)}?lang=ur`, { redirect: 'manual' });
    expect(answer.headers.get('location')).toBe(pathOf(entry));
  });

  it('knows no other addresses', async () => {
    for (const path of [
      '/exceptions/GLT-1-1/999999',
      '/exceptions/GLT-1-1/0',
      '/exceptions/x/1',
      '/exceptions/GLT-1-1',
    ]) {
      expect(await chief.see(path), path).toBe('');
      expect((await chief.submit(`${path}/propose`, { decision: 'reject', reason: 'why not' })).status, path).toBe(404);
    }
  });
});
