import { protocol, type Session } from 'electron';
import { PAPER_SCHEME } from './electron-paper.ts';
import { APP_SCHEME } from './origin.ts';
import { answerPage } from './page-answer.ts';

/** Registers the schemes of screens and papers. Must run once, before the app is ready. */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
    { scheme: PAPER_SCHEME, privileges: { standard: true, secure: true } },
  ]);
}

/** Serves the built screens below `root` to a session as `app://parwana/…`. */
export function serveApp(session: Session, root: string): void {
  session.protocol.handle(APP_SCHEME, (request) => answerPage(request, root));
}
