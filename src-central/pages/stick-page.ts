import type { IncomingMessage } from 'node:http';
import { Fault, type ErrorCode } from '../../src-shared/errors.ts';
import type { Central } from '../central.ts';
import { importFile } from '../import/import-file.ts';
import { replyTo } from '../import/reply-file.ts';
import { html } from './html.ts';
import { page } from './layout.ts';
import { readForm } from './multipart.ts';
import type { PageSession } from './sessions.ts';
import { signedInBar } from './signed-in-bar.ts';
import { speaker, type Language } from './words.ts';

export const STICK_PATH = '/stick';

/** Bytes of one file with the form around it: a counter makes none larger than 64 MiB and the blob it ends with. */
const MOST_UPLOAD = 96 * 1024 * 1024;

/** Where an administrator brings in a counter's file, and gets the answer for the way back. */
export function stickPage(view: { session: PageSession; language: Language; problem?: ErrorCode }): string {
  const { session, language, problem } = view;
  const say = speaker(language);
  const notice =
    problem === undefined
      ? null
      : html`<p class="notice" role="alert">${say(`error.${problem}.cause`)} ${say(`error.${problem}.action`)}</p>`;
  const main = html`<form class="sign-in" method="post" action="${STICK_PATH}" enctype="multipart/form-data">
    <h2>${say('centralPage.stick.title')}</h2>
    ${notice}
    <p>${say('centralPage.stick.lead')}</p>
    <input type="hidden" name="token" value="${session.formToken}" />
    <label for="file">${say('centralPage.stick.file')}</label>
    <input id="file" name="file" type="file" accept=".sealed" required />
    <button type="submit">${say('centralPage.stick.take')}</button>
  </form>`;
  return page({ language, main, bar: signedInBar(session, say), path: STICK_PATH });
}

/** The answer to a file, under the name it goes back by. */
export interface StickAnswer {
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * Takes the file in a form and makes the answer. Undefined for a form that did not come from this session. Errors: as
 * `importFile`, `central.tooLarge`, `input.malformed`.
 */
export async function takeStick(
  central: Central,
  request: IncomingMessage,
  session: PageSession,
): Promise<StickAnswer | undefined> {
  const form = await readForm(request, MOST_UPLOAD);
  if (form.get('token') !== session.formToken) return undefined;
  const file = form.get('file');
  if (!(file instanceof Blob)) throw new Fault('input.malformed', { path: 'file' });
  const imported = await importFile(central, file.stream(), session.admin);
  const pieces: Uint8Array[] = [];
  for await (const piece of await replyTo(central, imported)) pieces.push(piece);
  const time = central.now().toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  return { name: `parwana-${imported.stream}-${time}.reply`, bytes: Buffer.concat(pieces) };
}
