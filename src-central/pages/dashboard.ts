import { isErrorCode } from '../../src-shared/errors.ts';
import type { Category } from '../../src-shared/licensing/category.ts';
import { centreTime } from '../../src-shared/licensing/calendar.ts';
import type { Board, CounterLine, LicenceLine, StuckLine } from './board.ts';
import { html, type Html } from './html.ts';
import { page } from './layout.ts';
import { signedInBar } from './signed-in-bar.ts';
import type { PageSession } from './sessions.ts';
import { ago, code, ltr, speaker, type Language, type Say } from './words.ts';

/** A counter that was heard of within this time is in contact: its feed asks at least every 25 s. */
const CONTACT_MS = 2 * 60_000;
const REFRESH_SECONDS = 15;

export interface DashboardParts {
  readonly board: Board;
  readonly session: PageSession;
  readonly language: Language;
  readonly now: Date;
}

export function dashboard({ board, session, language, now }: DashboardParts): string {
  const say = speaker(language);
  const context: Context = { say, language, now };
  const bar = signedInBar(session, say);
  const main = html` <p class="as-of">${say('centralPage.asOf', { time: ltr(centreTime(now.toISOString())) })}</p>
    ${figures(board, context)}
    <section>
      <h2>${say('centralPage.counters')}</h2>
      ${counters(board.counters, context)}
    </section>
    <section>
      <h2>${say('centralPage.needsPerson')}</h2>
      ${stuck(board.stuck, context)}
    </section>
    <section>
      <h2>${say('centralPage.latest')}</h2>
      ${licences(board.licences, context)}
    </section>`;
  return page({ language, main, bar, refresh: REFRESH_SECONDS });
}

interface Context {
  readonly say: Say;
  readonly language: Language;
  readonly now: Date;
}

function figures(board: Board, { say, now }: Context): Html {
  const { exceptions, parked, awaited, licencesToday, licencesInAll } = board;
  const inContact = board.counters.filter((each) => isInContact(each, now)).length;
  const backlog = board.counters.reduce((sum, each) => sum + each.unsettled, 0);
  const figure = (name: string, value: number, { hint, bad = false }: { hint: string; bad?: boolean }) =>
    html` <div class="figure${bad ? ' bad' : ''}">
      <dt>${name}</dt>
      <dd>${code(value.toLocaleString('en-GB'))}<small>${hint}</small></dd>
    </div>`;
  return html`<dl class="figures">
    ${figure(say('centralPage.inContact'), inContact, { hint: say('centralPage.ofAll', { count: board.counters.length }) })}
    ${figure(say('centralPage.licencesToday'), licencesToday, { hint: say('centralPage.licencesHint', { count: licencesInAll }) })}
    ${figure(say('centralPage.backlog'), backlog, { hint: say('centralPage.backlogHint') })}
    ${figure(say('centralPage.awaited'), awaited, { hint: say('centralPage.awaitedHint') })}
    ${figure(say('centralPage.stuck'), exceptions + parked, { hint: say('centralPage.stuckHint', { exceptions, parked }), bad: exceptions > 0 })}
  </dl>`;
}

function counters(lines: readonly CounterLine[], { say, language, now }: Context): Html {
  if (lines.length === 0) return html`<p class="empty">${say('centralPage.noCounters')}</p>`;
  const row = (line: CounterLine) =>
    html`<tr>
      <th scope="row">${language === 'ur' ? line.name_ur : line.name_en} ${code(line.centre)}</th>
      <td>${code(line.counter)} <small>${code(line.stream)}</small></td>
      <td><span class="dot${isInContact(line, now) ? ' on' : ''}"></span>${ago(say, line.last_contact_at, now)}</td>
      <td class="number">${code(line.received)}</td>
      <td class="number">${code(line.unsettled)}</td>
      <td class="number${line.waiting > 0 ? ' warn' : ''}">${code(line.waiting)}</td>
      <td>${code(line.build)}</td>
    </tr>`;
  return table(
    [
      html`<th scope="col">${say('centralPage.centre')}</th>`,
      html`<th scope="col">${say('centralPage.counter')}</th>`,
      html`<th scope="col">${say('centralPage.lastContact')}</th>`,
      html`<th scope="col" class="number">${say('centralPage.received')}</th>`,
      html`<th scope="col" class="number">${say('centralPage.unsettled')}</th>`,
      html`<th scope="col" class="number">${say('centralPage.waiting')}</th>`,
      html`<th scope="col">${say('centralPage.build')}</th>`,
    ],
    lines.map(row),
  );
}

function stuck(lines: readonly StuckLine[], { say, now }: Context): Html {
  if (lines.length === 0) return html`<p class="empty">${say('centralPage.nothingStuck')}</p>`;
  const row = (line: StuckLine) =>
    html`<tr>
      <th scope="row">${place(line)} <small>${code(line.type)}</small></th>
      <td><span class="tag ${line.status}">${say(`centralPage.status.${line.status}`)}</span></td>
      <td>${isErrorCode(line.code) ? say(`error.${line.code}.cause`) : null} <small>${code(line.code)}</small></td>
      <td>${ago(say, line.since, now)}</td>
    </tr>`;
  return table(
    [
      html`<th scope="col">${say('centralPage.entry')}</th>`,
      html`<th scope="col">${say('centralPage.state')}</th>`,
      html`<th scope="col">${say('centralPage.reason')}</th>`,
      html`<th scope="col">${say('centralPage.since')}</th>`,
    ],
    lines.map(row),
  );
}

/** Where an exception stands, as a way to its case. */
function place({ stream, seq, status }: StuckLine): Html {
  const text = code(`${stream} · ${seq}`);
  return status === 'exception' ? html`<a href="/exceptions/${stream}/${seq}">${text}</a>` : text;
}

function licences(lines: readonly LicenceLine[], { say }: Context): Html {
  if (lines.length === 0) return html`<p class="empty">${say('centralPage.noLicences')}</p>`;
  const card = (line: LicenceLine) => {
    const name = line.name_en ?? line.number;
    const photo =
      line.photo === null
        ? html`<div class="no-photo">${say('centralPage.photoAwaited')}</div>`
        : html`<img
            src="/photos/${line.photo}"
            alt="${say('centralPage.photoOf', { name })}"
            width="120"
            height="150"
            loading="lazy"
          />`;
    return html`<li>
      ${photo}
      <div class="facts">
        <strong dir="ltr">${name}</strong><span class="urdu" lang="ur" dir="rtl">${line.name_ur}</span>
        <span class="plate" dir="ltr">${line.number}</span>
        <span>${line.categories.map((each) => say(`category.${each as Category}`)).join(' · ')}</span>
        <span class="soft">${say('centralPage.validUntil', { day: ltr(line.valid_until) })}</span>
        <span class="soft">${code(centreTime(line.issued_at))} · ${code(line.stream)}</span>
      </div>
    </li>`;
  };
  return html`<ul class="licences">
    ${lines.map(card)}
  </ul>`;
}

function table(head: readonly Html[], rows: readonly Html[]): Html {
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function isInContact({ last_contact_at: at }: CounterLine, now: Date): boolean {
  return at !== null && now.getTime() - at.getTime() < CONTACT_MS;
}
