import { useStatus } from '../features/status/status-store.ts';
import { stoppedBy } from '../features/status/stopped-by.ts';
import { useSession } from '../features/session/session-store.ts';
import { useText } from '../text/use-text.ts';
import { KeyButton } from '../ui/key-button.tsx';
import classes from './backlog-notice.module.css';
import { useNavigation } from './navigation-store.ts';

/** Over the full width before the first citizen comes: new work has stopped, why, and what to do. */
export function BacklogNotice() {
  const { t } = useText();
  const why = useStatus(({ status }) => stoppedBy(status));
  const role = useSession((state) => state.view?.staff?.role ?? null);
  const go = useNavigation((state) => state.go);
  if (why === null) return null;
  const seals = role === 'supervisor' || role === 'technician';
  return (
    <div role="alert" className={classes['notice']}>
      <div>
        <strong>{t(`backlog.stopped.${why}`)}</strong>
        <span>{t(`backlog.action.${why}`)}</span>
        <span>{t('backlog.begunGoesOn')}</span>
      </div>
      {role !== null && (
        <span className={classes['key']}>
          <KeyButton
            label={seals ? 'backlog.toSeal' : 'backlog.toReplay'}
            keys="F9"
            onPress={() => go({ place: 'replay' })}
          />
        </span>
      )}
    </div>
  );
}
