import { useEnrolment } from '../features/enrolment/enrolment-store.ts';
import { maySearch } from '../features/search/may-search.ts';
import { useSession } from '../features/session/session-store.ts';
import { useText } from '../text/use-text.ts';
import classes from './header.module.css';
import { LanguageSwitch } from './language-switch.tsx';
import { useOverlay } from './overlay-store.ts';

/** Always there: which centre and counter this is, who works here and in which role. */
export function Header() {
  const { t, pick } = useText();
  const enrolment = useEnrolment((state) => state.status);
  const staff = useSession((state) => state.view?.staff ?? null);
  const lock = useSession((state) => state.lock);
  const signOut = useSession((state) => state.signOut);
  const toggle = useOverlay((state) => state.toggle);

  return (
    <div className={classes['header']}>
      <div className={classes['brand']}>
        <strong>{t('app.name')}</strong>
        {enrolment === null || enrolment.centre === null ? (
          <span>{t('app.tagline')}</span>
        ) : (
          <span>
            {pick(enrolment.centre)} · {t('shell.counter', { counter: enrolment.counter ?? '' })}
          </span>
        )}
      </div>
      {staff !== null && (
        <div className={classes['staff']}>
          <strong>{pick(staff)}</strong>
          <span className={classes['role']}>{t(`role.${staff.role}`)}</span>
        </div>
      )}
      <div className={classes['tools']}>
        {staff !== null && maySearch(staff.role) && (
          <button type="button" className={classes['tool']} onClick={() => toggle('search')} aria-keyshortcuts="F3">
            {t('shell.search')} <kbd>F3</kbd>
          </button>
        )}
        <LanguageSwitch />
        <button type="button" className={classes['tool']} onClick={() => toggle('shortcuts')} aria-keyshortcuts="F1">
          {t('shell.shortcuts')} <kbd>F1</kbd>
        </button>
        {staff !== null && (
          <>
            <button type="button" className={classes['tool']} onClick={() => void lock()} aria-keyshortcuts="Alt+L">
              {t('shell.lock')} <kbd>Alt L</kbd>
            </button>
            <button type="button" className={classes['tool']} onClick={() => void signOut()}>
              {t('shell.signOut')}
            </button>
          </>
        )}
      </div>
    </div>
  );
}
