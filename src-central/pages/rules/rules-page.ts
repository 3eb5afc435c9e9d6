import type { CatalogueProblem } from '../../../src-shared/catalogue/catalogue-problem.ts';
import type { Refusal } from '../../../src-shared/errors.ts';
import type { CatalogueVersionRow } from '../../../src-shared/ledger/catalogue-state.ts';
import { html, type Html } from '../html.ts';
import type { PageSession } from '../sessions.ts';
import { code, ltr, type Say } from '../words.ts';
import { changeTable, type InWords } from './change-table.ts';
import type { RulesFile, RulesList } from './rules-data.ts';

/** What is to be said of a form that was not taken. */
export type RulesOutcome = { readonly refusal: Refusal } | { readonly problems: readonly CatalogueProblem[] };

interface View extends InWords {
  readonly session: PageSession;
  readonly outcome: RulesOutcome | undefined;
}

/** Fewer days than this before it begins, and a counter without a link may not hear in time. */
const SHORT_DAYS = 7;

export function rulesMain(list: RulesList, { session, outcome, ...words }: View): Html {
  const { say } = words;
  const { shipped, rows, inForce } = list;
  return html`<h2>${say('centralPage.rules.title')}</h2>
    <p>${say('centralPage.rules.lead')}</p>
    ${outcome === undefined ? null : notice(outcome, say)}
    <form class="deskform" method="post" action="/rules/propose" enctype="multipart/form-data">
      <input type="hidden" name="token" value="${session.formToken}" />
      <label
        >${say('centralPage.rules.files')}<input name="files" type="file" accept=".json" multiple required
      /></label>
      <label>${say('centralPage.rules.reason')}<input name="reason" minlength="3" maxlength="400" required /></label>
      <button type="submit">${say('centralPage.rules.propose')}</button>
    </form>
    <h3>${say('centralPage.rules.versions')}</h3>
    ${rows.length === 0 ? html`<p>${say('centralPage.rules.none')}</p>` : null}
    <table>
      <thead>
        <tr>
          <th>${say('centralPage.rules.version')}</th>
          <th>${say('centralPage.rules.from')}</th>
          <th>${say('centralPage.rules.state')}</th>
          <th>${say('centralPage.rules.by')}</th>
          <th>${say('centralPage.rules.decided')}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => versionLine(row, { say, inForce }))}
        ${shipped.toReversed().map(
          ({ version, from }) =>
            html`<tr>
              <td>${code(version)}</td>
              <td>${code(from)}</td>
              <td>${version === inForce ? say('centralPage.rules.inForce') : say('centralPage.rules.shipped')}</td>
              <td></td>
              <td></td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${list.coming.map((each) => changeTable(each, words))}`;
}

function versionLine(row: CatalogueVersionRow, { say, inForce }: { say: Say; inForce: string | undefined }): Html {
  return html`<tr>
    <td><a href="/rules/${row.version}">${code(row.version)}</a></td>
    <td>${code(row.from_day)}</td>
    <td>${row.version === inForce ? say('centralPage.rules.inForce') : stage(row.stage, say)}</td>
    <td>${code(row.proposed_by)}</td>
    <td>${row.decided_by === null ? null : code(row.decided_by)}</td>
  </tr>`;
}

function stage(name: string, say: Say): string {
  if (name === 'published') return say('centralPage.rules.published');
  return name === 'declined' ? say('centralPage.rules.declined') : say('centralPage.rules.proposed');
}

export function versionMain({ state, today, changes }: RulesFile, { session, outcome, ...words }: View): Html {
  const { say } = words;
  const { version, from, proposed, answer, sha256 } = state;
  const days = Math.round((Date.parse(from) - Date.parse(today)) / 86_400_000);
  const waits = state.stage === 'proposed';
  const fact = (label: string, value: Html | string) =>
    html`<dt>${label}</dt>
      <dd>${value}</dd>`;
  return html`<p><a href="/rules">${say('centralPage.rules.back')}</a></p>
    <h2>${say('centralPage.rules.version')} ${code(version)}</h2>
    ${outcome === undefined ? null : notice(outcome, say)}
    <dl class="version">
      ${fact(say('centralPage.rules.state'), stage(state.stage, say))}
      ${fact(say('centralPage.rules.from'), code(from))}
      ${fact(say('centralPage.rules.by'), html`${code(proposed.by)} · ${proposed.reason}`)}
      ${answer === null ? null : fact(say('centralPage.rules.decided'), html`${code(answer.by)} · ${answer.reason}`)}
      ${fact(say('centralPage.rules.fingerprint'), code(sha256))}
    </dl>
    ${waits && days < SHORT_DAYS ? html`<p class="notice">${say('centralPage.rules.short', { days })}</p>` : null}
    ${
      changes === undefined
        ? html`<p class="notice" role="alert">${say('centralPage.rules.unread')}</p>`
        : changes.map((each) => changeTable(each, words))
    }
    ${waits ? answerForms(state, { session, say }) : null}`;
}

function answerForms(
  { version, sha256, proposed }: RulesFile['state'],
  { session, say }: { session: PageSession; say: Say },
): Html {
  const form = (act: 'publish' | 'decline') =>
    html`<form class="deskform" method="post" action="/rules/${version}/${act}">
      <input type="hidden" name="token" value="${session.formToken}" />
      <input type="hidden" name="sha256" value="${sha256}" />
      <label>${say('centralPage.rules.reason')}<input name="reason" minlength="3" maxlength="400" required /></label>
      <button type="submit">
        ${act === 'publish' ? say('centralPage.rules.publish') : say('centralPage.rules.decline')}
      </button>
    </form>`;
  const own = proposed.by === session.admin;
  return html`${own ? html`<p>${say('centralPage.rules.secondPerson')}</p>` : null}
    <div class="answers">${own ? null : form('publish')}${form('decline')}</div>`;
}

function notice(outcome: RulesOutcome, say: Say): Html {
  if ('problems' in outcome) {
    return html`<div class="notice" role="alert">
      <p>${say('centralPage.rules.problems')}</p>
      <ul>
        ${outcome.problems.map(({ file, line, reason }) => html`<li>${code(`${file}:${line}`)} ${ltr(reason)}</li>`)}
      </ul>
    </div>`;
  }
  const { code: refused, detail = {} } = outcome.refusal;
  const values = Object.fromEntries(Object.entries(detail).map(([name, value]) => [name, String(value)]));
  return html`<p class="notice" role="alert">
    ${say(`error.${refused}.cause`, values)} ${say(`error.${refused}.action`, values)}
  </p>`;
}
