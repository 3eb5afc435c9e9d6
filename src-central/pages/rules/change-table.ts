import type { ChangeView, ComingChange } from '../../../src-shared/catalogue/coming-changes.ts';
import { tell, type Said } from '../../../src-shared/catalogue/said.ts';
import type { TextKey } from '../../../src-shared/i18n/texts.ts';
import { html, type Html } from '../html.ts';
import { ltr, written, type Language, type Say } from '../words.ts';

export interface InWords {
  readonly say: Say;
  readonly language: Language;
}

/** What changes on a day: a line a rule, what it said and what it will say. */
export function changeTable({ day, changes }: ComingChange, { say, language }: InWords): Html {
  const heading = html`<h3>${say('centralPage.rules.changes', { day: ltr(day) })}</h3>`;
  if (changes.length === 0)
    return html`${heading}
      <p>${say('centralPage.rules.nothing')}</p>`;
  const speech = { language, say: (key: string, values: Parameters<Say>[1]) => say(key as TextKey, values) };
  const cell = (said: Said | null) =>
    said === null ? html`<td class="none">—</td>` : html`<td>${tell(said, speech)}</td>`;
  const line = ({ title, before, after, reference }: ChangeView) =>
    html`<tr>
      <td>${title?.[language] ?? say('centralPage.rules.house')}</td>
      ${cell(before)}${cell(after)}
      <td>${reference === null ? '—' : written(reference)}</td>
    </tr>`;
  return html`${heading}
    <table class="changes">
      <thead>
        <tr>
          <th>${say('centralPage.rules.service')}</th>
          <th>${say('centralPage.rules.before')}</th>
          <th>${say('centralPage.rules.after')}</th>
          <th>${say('centralPage.rules.reference')}</th>
        </tr>
      </thead>
      <tbody>
        ${changes.map(line)}
      </tbody>
    </table>`;
}
