import { html } from './html.ts';
import { page } from './layout.ts';
import { speaker, type Language } from './words.ts';

export type SignInProblem = 'centralPage.wrong' | 'centralPage.locked' | 'centralPage.foreign';

export function signInPage(language: Language, problem?: SignInProblem): string {
  const say = speaker(language);
  const notice = problem === undefined ? null : html`<p class="notice" role="alert">${say(problem)}</p>`;
  const main = html` <form class="sign-in" method="post" action="/sign-in">
    <h2>${say('centralPage.signIn')}</h2>
    ${notice}
    <label for="name">${say('centralPage.name')}</label>
    <input id="name" name="name" dir="ltr" autocomplete="username" required maxlength="32" autofocus />
    <label for="password">${say('centralPage.password')}</label>
    <input
      id="password"
      name="password"
      dir="ltr"
      type="password"
      autocomplete="current-password"
      required
      maxlength="200"
    />
    <button type="submit">${say('centralPage.signIn')}</button>
  </form>`;
  return page({ language, main });
}
