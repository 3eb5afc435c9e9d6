import { useState } from 'react';
import { useNavigation } from '../../shell/navigation-store.ts';
import { useText } from '../../text/use-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { OpenShift } from './open-shift.tsx';
import classes from './shift-banner.module.css';
import { useDrawer } from './use-drawer.ts';

/** On an operator's home, while no money can be taken: what to do about it, on one key. */
export function ShiftBanner() {
  const { t } = useText();
  const go = useNavigation((state) => state.go);
  const drawer = useDrawer();
  const [opening, setOpening] = useState(false);
  if (drawer.data === null || drawer.data.shift !== null) return null;
  const { dayClosed, left } = drawer.data;
  if (dayClosed) return <Notice tone="warn" title={t('till.dayIsClosed')} />;
  const [old] = left;
  return (
    <Notice tone="warn" title={t(old === undefined ? 'till.noShift' : 'till.shiftLeft')}>
      <div className={classes['line']}>
        {old === undefined ? (
          <KeyButton label="till.openShift" keys="F8" onPress={() => setOpening(true)} />
        ) : (
          <KeyButton label="till.countAndClose" keys="F8" onPress={() => go({ place: 'till', chosen: old.shift })} />
        )}
        <span>{t('till.noShiftLead')}</span>
      </div>
      {opening && (
        <Dialog title={t('till.openShift')} onClose={() => setOpening(false)}>
          <OpenShift
            drawer={drawer.data}
            inside="dialog"
            onOpened={() => {
              setOpening(false);
              drawer.reload();
            }}
          />
        </Dialog>
      )}
    </Notice>
  );
}
