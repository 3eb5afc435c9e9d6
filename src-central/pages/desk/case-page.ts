import { isErrorCode, type Refusal } from '../../../src-shared/errors.ts';
import { centreTime } from '../../../src-shared/licensing/calendar.ts';
import { html, type Html } from '../html.ts';
import type { PageSession } from '../sessions.ts';
import { code, ltr, written, type Say } from '../words.ts';
import type { CaseFile } from './case-data.ts';
import { answerForm, assignForm, proposalForm } from './case-forms.ts';
import { aboutText, ownerText, reasonText, stageTag, typeText } from './queue-page.ts';
import type { FieldPair } from './versions.ts';

export interface CaseParts {
  readonly file: CaseFile;
  readonly session: PageSession;
  readonly say: Say;
  readonly now: Date;
  /** Why what was just tried was not done. */
  readonly refusal?: Refusal | undefined;
}

/** One case: what happened, both versions, its history, and what can be done. */
export function caseMain(parts: CaseParts): Html {
  const { file, say, refusal } = parts;
  const { row } = file;
  return html`<p class="as-of"><a href="/exceptions">${say('centralPage.desk.back')}</a></p>
    <h2>${typeText(row.type, say)} ${code(`${row.stream} · ${row.seq}`)} ${stageTag(row, say)}</h2>
    ${refusal === undefined ? null : notice(refusal, say)}
    <p class="cause">${reasonText(row.code, say)}</p>
    ${facts(parts)}
    <section>
      <h2>${say('centralPage.desk.versions')}</h2>
      ${versions(file, say)}
    </section>
    ${register(file, say)} ${row.stage === 'closed' ? null : work(parts)}
    <section>
      <h2>${say('centralPage.desk.history')}</h2>
      ${history(file, say)}
    </section>`;
}

function notice({ code: refused }: Refusal, say: Say): Html {
  const [cause, action] = isErrorCode(refused)
    ? [say(`error.${refused}.cause`), say(`error.${refused}.action`)]
    : ['', ''];
  return html`<p class="notice" role="alert">${say('centralPage.desk.refused')} ${cause} ${action}</p>`;
}

function facts({ file, say, now }: CaseParts): Html {
  const { row, act } = file;
  const overdue = row.stage !== 'closed' && row.due_at < now.toISOString();
  const fact = (name: string, value: Html | string, bad = false) =>
    html`<div class="${bad ? 'bad' : ''}">
      <dt>${name}</dt>
      <dd>${value}</dd>
    </div>`;
  return html`<dl class="deskfacts">
    ${fact(say('centralPage.desk.whom'), aboutText(row.about))}
    ${fact(say('centralPage.desk.owner'), ownerText(row.owner, say))}
    ${fact(say('centralPage.desk.due'), code(centreTime(row.due_at)), overdue)}
    ${fact(say('centralPage.desk.actor'), act === undefined ? '–' : code(`${act.entry.actor} (${act.entry.role})`))}
    ${fact(say('centralPage.desk.at'), act === undefined ? '–' : code(centreTime(act.entry.at)))}
    ${fact(say('centralPage.desk.receivedAt'), code(centreTime(file.receivedAt.toISOString())))}
    ${fact(say('centralPage.desk.waiting'), code(file.waiting))}
    ${fact(say('centralPage.desk.times'), code(`${row.times} ×`))}
  </dl>`;
}

function versions(file: CaseFile, say: Say): Html {
  const { holder } = file;
  const held =
    holder === undefined
      ? null
      : html`<p class="notice">
          ${say('centralPage.desk.holder', { number: ltr(holder.number), cnic: ltr(holder.cnic) })}
        </p>`;
  if (file.act === undefined) {
    return html`<p>${say('centralPage.desk.unreadable')}</p>
      <pre class="raw" dir="ltr" tabindex="0">${file.line.slice(0, 8_000)}</pre>`;
  }
  const missing = html`<p class="soft">${say('centralPage.desk.noRegister')}</p>`;
  return html`${held} ${file.hasRegister ? null : missing}
    <div class="scroll">
      <table class="versions">
        <thead>
          <tr>
            <th scope="col">${say('centralPage.desk.field')}</th>
            <th scope="col">${say('centralPage.desk.counterSays')}</th>
            <th scope="col">${say('centralPage.desk.registerSays')}</th>
          </tr>
        </thead>
        <tbody>
          ${file.fields.map((pair) => field(pair, say))}
        </tbody>
      </table>
    </div>`;
}

function field({ path, counter, register: central, differs }: FieldPair, say: Say): Html {
  const mark = differs ? html`<span class="tag exception">${say('centralPage.desk.differs')}</span>` : null;
  const value = (text: string | null) => (text === null ? html`–` : written(text));
  return html`<tr class="${differs ? 'differs' : ''}">
    <th scope="row">${code(path)} ${mark}</th>
    <td>${value(counter)}</td>
    <td>${value(central)}</td>
  </tr>`;
}

/** The person's licences and applications: what the entry stands against. */
function register({ state }: CaseFile, say: Say): Html | null {
  if (state?.kind !== 'person') return null;
  const licences = Object.values(state.licences).map(({ number, validUntil, issued }) =>
    say('centralPage.desk.registerLicence', { number: ltr(number), day: ltr(validUntil), stream: ltr(issued.stream) }),
  );
  const applications = Object.values(state.applications).map(
    ({ stage, opened, categories }) =>
      html`${say('centralPage.desk.registerApplication', { at: ltr(centreTime(opened.at)), stream: ltr(opened.stream) })}
      · ${say(`stage.${stage}`)} · ${categories.map((each) => say(`category.${each}`)).join(', ')}`,
  );
  const lines = [...licences.map((text) => html`${text}`), ...applications];
  return html`<section>
    <h2>${say('centralPage.desk.register')}</h2>
    ${
      lines.length === 0
        ? html`<p class="empty">${say('centralPage.desk.registerNothing')}</p>`
        : html`<ul class="plain">
            ${lines.map((line) => html`<li>${line}</li>`)}
          </ul>`
    }
  </section>`;
}

function work({ file, session, say }: CaseParts): Html {
  return html`<section class="work">
    ${file.row.stage === 'proposed' ? answerForm(file, { session, say }) : null}
    ${file.row.stage === 'open' ? proposalForm(file, { session, say }) : null} ${assignForm(file, { session, say })}
  </section>`;
}

function history({ history: acts }: CaseFile, say: Say): Html {
  const line = (act: (typeof acts)[number]) => {
    const text = historyText(act, say);
    const reason = act.type === 'exception.proposed' || act.type === 'exception.decided' ? act.data.reason : null;
    return html`<li>
      ${code(centreTime(act.entry.at))} ${text} ${reason === null ? null : html`<q>${written(reason)}</q>`}
    </li>`;
  };
  return html`<ol class="plain">
    ${acts.map(line)}
  </ol>`;
}

function historyText(act: CaseFile['history'][number], say: Say): string {
  switch (act.type) {
    case 'exception.opened':
      return say('centralPage.desk.historyOpened', { code: say(`error.${act.data.code}.cause`) });
    case 'exception.assigned':
      return say('centralPage.desk.historyAssigned', { by: ltr(act.data.by), owner: ownerText(act.data.owner, say) });
    case 'exception.proposed': {
      const decision = say(`centralPage.desk.decisionName.${act.data.decision}`);
      return say('centralPage.desk.historyProposed', { by: ltr(act.data.by), decision });
    }
    case 'exception.decided':
      return say(act.data.agreed ? 'centralPage.desk.historyAgreed' : 'centralPage.desk.historyDeclined', {
        by: ltr(act.data.by),
      });
    case 'exception.closed':
      return say('centralPage.desk.historyClosed', {
        outcome: say(`centralPage.desk.outcomeName.${act.data.outcome}`),
      });
    default:
      return act.type;
  }
}
