import { useConnection } from '../core/connection-store.ts';
import { useText } from '../text/use-text.ts';
import classes from './connection-notice.module.css';

/** Shown over the full width while the core is away; the work below stays as it is. */
export function ConnectionNotice() {
  const { t } = useText();
  const state = useConnection((connection) => connection.state);
  if (state === 'up' || state === 'connecting') return null;
  return (
    <div role="status" className={classes['notice']}>
      <strong>{t(`connection.${state}`)}</strong>
      <span>{t(`connection.${state}Detail`)}</span>
    </div>
  );
}
