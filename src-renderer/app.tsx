import { DirectionProvider, MantineProvider, useDirection } from '@mantine/core';
import { useEffect } from 'react';
import { useConnection } from './core/connection-store.ts';
import { EnrolmentScreen } from './features/enrolment/enrolment-screen.tsx';
import { useEnrolment } from './features/enrolment/enrolment-store.ts';
import { PracticeKeys } from './features/practice/practice-keys.tsx';
import { SignInScreen } from './features/session/sign-in-screen.tsx';
import { useSession } from './features/session/session-store.ts';
import { followStatus } from './features/status/status-store.ts';
import { BacklogNotice } from './shell/backlog-notice.tsx';
import { Frame } from './shell/frame.tsx';
import { useOverlay } from './shell/overlay-store.ts';
import { runShortcut, useShortcut } from './shell/shortcut-store.ts';
import { ShortcutPage } from './shell/shortcut-page.tsx';
import { WorkArea } from './shell/work-area.tsx';
import { useText } from './text/use-text.ts';
import { theme } from './ui/theme.ts';

export function App() {
  useEffect(() => {
    window.addEventListener('keydown', runShortcut);
    return () => window.removeEventListener('keydown', runShortcut);
  }, []);
  return (
    <DirectionProvider initialDirection="ltr" detectDirection>
      <MantineProvider theme={theme} forceColorScheme="light" withCssVariables={false} withGlobalClasses={false}>
        <Page />
      </MantineProvider>
    </DirectionProvider>
  );
}

/** The one page there can be now: waiting, setting up, signing in, or working. */
function Page() {
  const { t, language } = useText();
  const generation = useConnection((connection) => connection.generation);
  const enrolment = useEnrolment((state) => state.status);
  const setLanguage = useEnrolment((state) => state.setLanguage);
  const session = useSession((state) => state.view);
  const overlay = useOverlay();
  const { setDirection } = useDirection();

  useEffect(() => setDirection(language === 'ur' ? 'rtl' : 'ltr'), [language, setDirection]);

  useEffect(() => {
    if (generation === 0) return undefined;
    const leave = new AbortController();
    const begin = [useEnrolment.getState().load(), useSession.getState().load(), followStatus(leave.signal)];
    // A transport that breaks meanwhile ends all three; the next generation begins anew.
    void Promise.allSettled(begin);
    return () => leave.abort();
  }, [generation]);

  useShortcut({ keys: 'F1', label: 'shortcut.help', where: 'everywhere' }, () => overlay.toggle('shortcuts'));
  useShortcut({ keys: 'Alt+U', label: 'shortcut.language', where: 'everywhere' }, () => {
    setLanguage(language === 'en' ? 'ur' : 'en').catch(() => undefined);
  });

  return (
    <>
      {enrolment === null || session === null ? (
        <Frame>
          <p>{t('connection.connecting')}</p>
        </Frame>
      ) : !enrolment.enrolled ? (
        <Frame>
          <EnrolmentScreen status={enrolment} />
        </Frame>
      ) : session.staff === null ? (
        <Frame notice={<BacklogNotice />}>
          <SignInScreen people={session.people} />
        </Frame>
      ) : (
        <WorkArea staff={session.staff} locked={session.locked} />
      )}
      {overlay.open === 'shortcuts' && <ShortcutPage />}
      {enrolment?.practice === true && <PracticeKeys />}
    </>
  );
}
