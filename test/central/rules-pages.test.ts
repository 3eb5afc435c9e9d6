import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putAdmin } from '../../src-central/auth/admins.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import type { CatalogueText } from '../../src-shared/catalogue/read-file.ts';
import { firstCatalogues } from '../../src-shared/catalogue/sample-catalogues.ts';
import { addDays, dayOf } from '../../src-shared/licensing/calendar.ts';
import { nextTexts } from '../support/rules-desk.ts';
import { settleAll, startTestCentral } from '../support/test-central.ts';

const PASSWORD = 'right horse staple';

let running: RunningCentral;
let chief: Visitor;
let deputy: Visitor;
beforeAll(async () => {
  running = await startTestCentral({ books: firstCatalogues() });
  for (const name of ['chief', 'deputy']) await putAdmin(running.central.db, { name, password: PASSWORD });
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
    const answer = await new Visitor('').#send('/sign-in', new URLSearchParams({ name, password: PASSWORD }));
    return new Visitor(answer.headers.getSetCookie()[0]!.split(';')[0]!);
  }

  async see(path: string, language = 'en'): Promise<string> {
    const cookie = `${this.#cookie}; parwana-language=${language}`;
    return (await fetch(`${running.url}${path}`, { headers: { cookie } })).text();
  }

  async propose(texts: readonly CatalogueText[], { token = true } = {}): Promise<Response> {
    const form = new FormData();
    form.set('token', token ? valueOf(await this.see('/rules'), 'token') : 'another');
    form.set('reason', 'Notification 17');
    // A browser tells a file's own name, not its folder.
    for (const { file, text } of texts) form.append('files', new Blob([text]), file.split('/').at(-1));
    return this.#send('/rules/propose', form);
  }

  /** Answers what the page of the version shows now. */
  async answer(version: string, act: 'publish' | 'decline', seen?: string): Promise<Response> {
    const page = seen ?? (await this.see(`/rules/${version}`));
    const said = { token: valueOf(page, 'token'), sha256: valueOf(page, 'sha256'), reason: 'as the notification says' };
    return this.#send(`/rules/${version}/${act}`, new URLSearchParams(said));
  }

  #send(path: string, body: URLSearchParams | FormData): Promise<Response> {
    const headers = { origin: running.url, cookie: this.#cookie };
    return fetch(`${running.url}${path}`, { method: 'POST', redirect: 'manual', headers, body });
  }
}

function valueOf(page: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]+)"`).exec(page)?.[1] ?? '';
}

const from = addDays(dayOf(new Date().toISOString()), 9);

function dearer(version: string): CatalogueText[] {
  return nextTexts({ version, from }, (file, value) => {
    const fee =
      file === 'house.json' ? undefined : value.fees.find((each) => each.category === 'car' && each.each === 'year');
    if (fee !== undefined) Object.assign(fee, { amount: fee.amount + 10_000, reference: '<b>Notification 17</b>' });
  });
}

describe('the pages of rules', () => {
  it('are for those signed in alone, and take no form from elsewhere', async () => {
    expect(await (await fetch(`${running.url}/rules`)).text()).toContain('action="/sign-in"');
    expect((await chief.propose(dearer('gb-none'), { token: false })).status).toBe(403);
    expect((await new Visitor('').propose(dearer('gb-none'))).status).toBe(403);
    expect((await chief.see('/rules/gb-none')).length).toBe(0);
  });

  it('tell every problem of a catalogue with its file and line, and take nothing of it', async () => {
    const texts = dearer('gb-broken').map(({ file, text }) => ({
      file,
      text: text.replace('"order": ', '"orders": '),
    }));
    const refused = await chief.propose(texts);
    expect(refused.status).toBe(409);
    const page = await refused.text();
    expect(page).toMatch(/services\/new\.json:\d+/);
    expect(page).toContain('orders');
    expect(await chief.see('/rules')).not.toContain('gb-broken');
    const nothing = await chief.propose([]);
    expect([nothing.status, await nothing.text()]).toEqual([409, expect.stringContaining('house.json:1')]);
  });

  it('show what changes before it is published, in both languages, and want a second person', async () => {
    const proposed = await chief.propose(dearer('gb-next'));
    expect([proposed.status, proposed.headers.get('location')]).toEqual([303, '/rules/gb-next']);
    await settleAll(running);
    const page = await chief.see('/rules/gb-next');
    expect(page).toMatch(/Rs 1,350 a year[\s\S]*Rs 1,450 a year/);
    expect(page).toContain('&lt;b&gt;Notification 17');
    expect(page).not.toContain('action="/rules/gb-next/publish"');
    expect((await chief.see('/rules/gb-next', 'ur')).replaceAll(/[\u2066\u2069]/g, '')).toContain('1,450 روپے فی سال');
    const seen = await deputy.see('/rules/gb-next');
    expect((await chief.answer('gb-next', 'publish')).status).toBe(409);
    expect((await deputy.answer('gb-next', 'publish')).status).toBe(303);
    await settleAll(running);
    expect(running.central.books.inForce(from)?.version).toBe('gb-next');
    expect((await deputy.answer('gb-next', 'decline', seen)).status).toBe(409);
    expect(await deputy.see('/rules')).toContain('published');
  });

  it('answer no other proposal than the one that was read', async () => {
    await chief.propose(dearer('gb-later'));
    await settleAll(running);
    const seen = await deputy.see('/rules/gb-later');
    expect((await chief.answer('gb-later', 'decline')).status).toBe(303);
    await settleAll(running);
    const cheaper = dearer('gb-later').map(({ file, text }) => ({ file, text: text.replace('145000', '115000') }));
    expect((await chief.propose(cheaper)).status).toBe(303);
    await settleAll(running);
    const late = await deputy.answer('gb-later', 'publish', seen);
    expect([late.status, await late.text()]).toEqual([409, expect.stringContaining('no longer the one')]);
    expect((await deputy.answer('gb-later', 'publish')).status).toBe(303);
  });
});
