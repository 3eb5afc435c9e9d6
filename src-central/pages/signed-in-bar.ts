import { html, type Html } from './html.ts';
import type { PageSession } from './sessions.ts';
import type { Say } from './words.ts';

/** The ways through the pages, who is signed in, and the way out. */
export function signedInBar(session: PageSession, say: Say): Html {
  return html`<a href="/">${say('centralPage.desk.home')}</a><a href="/exceptions">${say('centralPage.desk.title')}</a>
    <a href="/rules">${say('centralPage.rules.title')}</a>
    <a href="/stick">${say('centralPage.stick.title')}</a>
    <span>${say('centralPage.signedInAs', { name: session.admin })}</span>
    <form method="post" action="/sign-out">
      <input type="hidden" name="token" value="${session.formToken}" /><button class="quiet" type="submit">
        ${say('centralPage.signOut')}
      </button>
    </form>`;
}
