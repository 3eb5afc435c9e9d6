import { dialog } from 'electron';
import type { Language } from '../../../src-shared/contract/counter/enrolment.ts';
import type { ErrorCode, ErrorDetail } from '../../../src-shared/errors.ts';
import type { TextKey } from '../../../src-shared/i18n/texts.ts';
import { speaker } from '../../papers/paper-words.ts';

/** Tells what cannot go on and asks: again (true) or quit? */
async function askAgain(language: Language, { title, detail }: { title: string; detail: string }): Promise<boolean> {
  const say = speaker(language);
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: say('app.name'),
    message: title,
    detail,
    buttons: [say('desktop.coreStopped.again'), say('desktop.coreStopped.quit')],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

/** The core said why it does not start: cause and next action, as on every screen. */
export function tellRefused(language: Language, { code, detail }: { code: ErrorCode; detail: ErrorDetail }) {
  const say = speaker(language);
  const cause = say(`error.${code}.cause` as TextKey, detail);
  const action = say(`error.${code}.action` as TextKey, detail);
  return askAgain(language, { title: say('desktop.coreRefused.title'), detail: `${cause}\n\n${action}\n\n${code}` });
}

export function tellCoreStopped(language: Language): Promise<boolean> {
  const say = speaker(language);
  return askAgain(language, { title: say('desktop.coreStopped.title'), detail: say('desktop.coreStopped.lead') });
}

export function tellScreenStopped(language: Language): Promise<boolean> {
  const say = speaker(language);
  return askAgain(language, { title: say('desktop.screenStopped.title'), detail: say('desktop.screenStopped.lead') });
}
