import { ExceptionDecision, ExceptionOwner } from '../../../src-shared/ledger/entries/exception-entries.ts';
import { html, type Html } from '../html.ts';
import type { PageSession } from '../sessions.ts';
import { code, ltr, written, type Say } from '../words.ts';
import type { CaseFile } from './case-data.ts';
import { form, select } from './form.ts';
import { leavesOf, type Leaf } from './leaf-fields.ts';

interface Parts {
  readonly session: PageSession;
  readonly say: Say;
}

/** Proposes what to do; a replacement has every field of the entry to correct. */
export function proposalForm(file: CaseFile, { session, say }: Parts): Html {
  const readable = file.act !== undefined;
  const decisions = ExceptionDecision.options.filter((each) => each !== 'replace' || readable);
  const choice = (decision: ExceptionDecision, index: number) =>
    html`<label class="choice"
      ><input type="radio" name="decision" value="${decision}" required ${index === 0 ? html`checked` : null} /><span
        ><strong>${say(`centralPage.desk.decisionName.${decision}`)}</strong>
        <small>${say(`centralPage.desk.decisionHint.${decision}`)}</small></span
      ></label
    >`;
  return form(
    session,
    `${pathOf(file)}/propose`,
    html`<h2>${say('centralPage.desk.propose')}</h2>
      <p class="soft">${say('centralPage.desk.proposeNote')}</p>
      <fieldset>
        <legend>${say('centralPage.desk.decision')}</legend>
        ${decisions.map(choice)}
      </fieldset>
      ${readable ? fields(file, say) : null} ${reason(say)}
      <button type="submit">${say('centralPage.desk.send')}</button>`,
  );
}

/** What a second person says to the proposal; its own author may only look at it. */
export function answerForm(file: CaseFile, { session, say }: Parts): Html {
  const { row } = file;
  const decision = ExceptionDecision.parse(row.decision);
  const said = say('centralPage.desk.proposal', {
    by: ltr(row.proposed_by ?? ''),
    decision: say(`centralPage.desk.decisionName.${decision}`),
  });
  const proposal = html`<h2>${say('centralPage.desk.answer')}</h2>
    <p><strong>${said}</strong> <q>${written(row.reason ?? '')}</q></p>
    <p class="soft">${say(`centralPage.desk.decisionHint.${decision}`)}</p>
    ${row.replacement === null ? null : changes(file, row.replacement, say)}`;
  if (row.proposed_by === session.admin) {
    return html`<div class="deskform">
      ${proposal}
      <p class="notice">${say('centralPage.desk.ownProposal')}</p>
    </div>`;
  }
  return form(
    session,
    `${pathOf(file)}/decide`,
    html`<input type="hidden" name="proposal" value="${proposalOf(file)}" />${proposal} ${reason(say)}
      <div class="buttons">
        <button type="submit" name="agreed" value="yes">${say('centralPage.desk.agree')}</button>
        <button class="second" type="submit" name="agreed" value="no">${say('centralPage.desk.decline')}</button>
      </div>`,
  );
}

/** The entry of the proposal that is shown: an answer is to that one and to no later one. */
function proposalOf({ history }: CaseFile): string {
  return history.findLast((act) => act.type === 'exception.proposed')?.entry.id ?? '';
}

export function assignForm(file: CaseFile, { session, say }: Parts): Html {
  const owners = ExceptionOwner.options.map((value) => ({ value, text: say(`centralPage.desk.ownerName.${value}`) }));
  return form(
    session,
    `${pathOf(file)}/assign`,
    html`<h2>${say('centralPage.desk.assign')}</h2>
      ${select('owner', owners, { label: say('centralPage.desk.owner'), chosen: file.row.owner })}
      <label
        >${say('centralPage.desk.dueDay')}<input
          type="date"
          name="due"
          required
          value="${file.row.due_at.slice(0, 10)}"
      /></label>
      <button class="second" type="submit">${say('centralPage.desk.assign')}</button>`,
  );
}

function fields(file: CaseFile, say: Say): Html {
  const input = ({ path, kind, value }: Leaf) => {
    const mode = kind === 'number' ? 'numeric' : 'text';
    return html`<label
      ><span>${code(path)}</span
      ><input name="body.${path}" value="${value}" dir="auto" inputmode="${mode}" autocomplete="off" maxlength="2000"
    /></label>`;
  };
  return html`<details>
    <summary>${say('centralPage.desk.corrected')}</summary>
    <div class="fields">${leavesOf(file.body as never).map(input)}</div>
  </details>`;
}

/** What a replacement changes: the second person sees what the first corrected. */
function changes({ body }: CaseFile, replacement: string, say: Say): Html {
  const before = new Map(leavesOf(body as never).map((leaf) => [leaf.path, leaf.value]));
  const changed = leavesOf(JSON.parse(replacement) as never).filter(({ path, value }) => before.get(path) !== value);
  return html`<div class="scroll">
    <table class="versions">
      <thead>
        <tr>
          <th scope="col">${say('centralPage.desk.field')}</th>
          <th scope="col">${say('centralPage.desk.counterSays')}</th>
          <th scope="col">${say('centralPage.desk.corrected')}</th>
        </tr>
      </thead>
      <tbody>
        ${changed.map(
          ({ path, value }) =>
            html`<tr class="differs">
              <th scope="row">${code(path)}</th>
              <td>${written(before.get(path) ?? '–')}</td>
              <td>${written(value)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function reason(say: Say): Html {
  return html`<label
    >${say('centralPage.desk.why')}<input
      name="reason"
      dir="auto"
      required
      minlength="3"
      maxlength="400"
      autocomplete="off"
  /></label>`;
}

function pathOf({ row }: CaseFile): string {
  return `/exceptions/${row.stream}/${row.seq}`;
}
