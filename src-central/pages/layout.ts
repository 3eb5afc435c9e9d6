import { html, type Html } from './html.ts';
import { speaker, type Language } from './words.ts';

export interface PageParts {
  readonly language: Language;
  /** Seconds after which the browser fetches the page anew; none for a form. */
  readonly refresh?: number;
  readonly main: Html;
  /** At the end of the bar: who is signed in. */
  readonly bar?: Html;
  /** Where the other language shows the same. */
  readonly path?: string;
}

/** One whole page. No script runs on it, and the policy of its answer forbids any. */
export function page({ language, refresh, main, bar, path = '/' }: PageParts): string {
  const say = speaker(language);
  const other: Language = language === 'en' ? 'ur' : 'en';
  const refreshing = refresh === undefined ? null : html`<meta http-equiv="refresh" content="${refresh}" />`;
  const whole = html`<!doctype html>
    <html lang="${language}" dir="${language === 'ur' ? 'rtl' : 'ltr'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${refreshing}
        <title>${say('app.name')} · ${say('centralPage.title')}</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/style.css" />
        <link rel="stylesheet" href="/desk.css" />
      </head>
      <body>
        <header>
          <h1><span class="brand">${say('app.name')}</span> ${say('centralPage.title')}</h1>
          <nav>
            <a href="${path}?lang=${other}" lang="${other}">${speaker(other)(`language.${other}`)}</a>${bar ?? null}
          </nav>
        </header>
        <main>${main}</main>
      </body>
    </html>`;
  return whole.text;
}
