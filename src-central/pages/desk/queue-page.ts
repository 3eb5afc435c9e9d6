import { Cnic } from '../../../src-shared/ids.ts';
import { formatCnic } from '../../../src-shared/licensing/cnic.ts';
import { isEntryType } from '../../../src-shared/ledger/entry-types.ts';
import { isErrorCode } from '../../../src-shared/errors.ts';
import { ExceptionOwner } from '../../../src-shared/ledger/entries/exception-entries.ts';
import { html, type Html } from '../html.ts';
import { code, written, type Language, type Say } from '../words.ts';
import type { Queue, QueueFilter, QueueLine } from './queue-data.ts';
import { select } from './form.ts';

export interface QueueParts {
  readonly queue: Queue;
  readonly filter: QueueFilter;
  readonly say: Say;
  readonly language: Language;
  readonly now: Date;
}

/** All cases, those due first first, with what to filter them by. */
export function queueMain({ queue, filter, say, language, now }: QueueParts): Html {
  return html`<h2>${say('centralPage.desk.title')}</h2>
    ${tabs(queue, filter, say)} ${filters(queue, filter, say)}
    ${queue.lines.length === 0 ? html`<p class="empty">${say('centralPage.desk.none')}</p>` : table({ queue, say, language, now })}`;
}

function tabs(queue: Queue, { show }: QueueFilter, say: Say): Html {
  const counts = { open: queue.open, overdue: queue.overdue, proposed: queue.proposed, closed: null };
  const tab = (name: QueueFilter['show']) => {
    const count = counts[name];
    return html`<li>
      <a href="/exceptions?show=${name}" ${name === show ? html`aria-current="page"` : null}
        >${say(`centralPage.desk.${name}`)} ${count === null ? null : code(count)}</a
      >
    </li>`;
  };
  return html`<ul class="tabs">
    ${(['open', 'overdue', 'proposed', 'closed'] as const).map(tab)}
  </ul>`;
}

function filters(queue: Queue, { show, owner, centre }: QueueFilter, say: Say): Html {
  const owners = ExceptionOwner.options.map((value) => ({ value, text: say(`centralPage.desk.ownerName.${value}`) }));
  const centres = queue.centres.map((value) => ({ value, text: value }));
  const any = (text: string) => ({ value: '', text });
  return html`<form class="filters" method="get" action="/exceptions">
    <input type="hidden" name="show" value="${show}" />
    ${select('owner', [any(say('centralPage.desk.anyOwner')), ...owners], { label: say('centralPage.desk.owner'), chosen: owner ?? '' })}
    ${select('centre', [any(say('centralPage.desk.anyCentre')), ...centres], { label: say('centralPage.centre'), chosen: centre ?? '' })}
    <button type="submit">${say('centralPage.desk.filter')}</button>
  </form>`;
}

function table({ queue, say, language, now }: Omit<QueueParts, 'filter'>): Html {
  const names = ['due', 'entry', 'what', 'whom', 'reason', 'owner', 'stage'] as const;
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${names.map((name) => html`<th scope="col">${say(`centralPage.desk.${name}`)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${queue.lines.map((line) => row(line, { say, language, now }))}
      </tbody>
    </table>
  </div>`;
}

function row(line: QueueLine, { say, language, now }: Pick<QueueParts, 'say' | 'language' | 'now'>): Html {
  const overdue = line.stage !== 'closed' && line.due_at < now.toISOString();
  const name = language === 'ur' ? line.name_ur : line.name_en;
  return html`<tr>
    <td class="${overdue ? 'warn' : ''}">${code(line.due_at.slice(0, 10))}</td>
    <th scope="row"><a href="/exceptions/${line.stream}/${line.seq}">${code(`${line.stream} · ${line.seq}`)}</a></th>
    <td>${typeText(line.type, say)}</td>
    <td>${name === null ? null : html`${written(name)} `}${aboutText(line.about)}</td>
    <td>${reasonText(line.code, say)}</td>
    <td>${ownerText(line.owner, say)}</td>
    <td>${stageTag(line, say)}</td>
  </tr>`;
}

export function stageTag({ stage, outcome }: Pick<QueueLine, 'stage' | 'outcome'>, say: Say): Html {
  const text =
    outcome === null
      ? say(`centralPage.desk.stageName.${stage as 'open'}`)
      : say(`centralPage.desk.outcomeName.${outcome as 'applied'}`);
  return html`<span class="tag ${stage}">${text}</span>`;
}

/** A person by their CNIC as people write it; another subject by its name. */
export function aboutText(subject: string): Html {
  const cnic = Cnic.safeParse(subject.replace(/^person:/, ''));
  return code(cnic.success ? formatCnic(cnic.data) : subject);
}

export function typeText(type: string, say: Say): Html {
  return isEntryType(type) ? html`${say(`entryType.${type}`)}` : code(type);
}

export function reasonText(text: string, say: Say): Html {
  return html`${isErrorCode(text) ? say(`error.${text}.cause`) : null} <small>${code(text)}</small>`;
}

export function ownerText(owner: string, say: Say): string {
  const known = ExceptionOwner.safeParse(owner);
  return known.success ? say(`centralPage.desk.ownerName.${known.data}`) : owner;
}
