import { html, type Html } from '../html.ts';
import type { PageSession } from '../sessions.ts';

/** A form of this page: it carries the session's token, without which it is not taken. */
export function form(session: PageSession, action: string, inside: Html): Html {
  return html`<form class="deskform" method="post" action="${action}">
    <input type="hidden" name="token" value="${session.formToken}" />${inside}
  </form>`;
}

export interface Option {
  readonly value: string;
  readonly text: string;
}

export function select(
  name: string,
  options: readonly Option[],
  { label, chosen }: { label: string; chosen: string },
): Html {
  const option = ({ value, text }: Option) =>
    value === chosen
      ? html`<option value="${value}" selected>${text}</option>`
      : html`<option value="${value}">${text}</option>`;
  return html`<label
    >${label}<select name="${name}">
      ${options.map(option)}
    </select></label
  >`;
}
