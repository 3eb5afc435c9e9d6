import type { Role } from '../../src-shared/roles.ts';
import { isolate } from '../text/formats.ts';
import { exceptionsTone } from '../features/exceptions/exceptions-tone.ts';
import { useStatus } from '../features/status/status-store.ts';
import { useText } from '../text/use-text.ts';
import { type PlaceName, useNavigation } from './navigation-store.ts';
import classes from './place-rail.module.css';
import { placesOf } from './places.tsx';
import { useShortcut } from './shortcut-store.ts';

/** The places of this role, each with its key. */
export function PlaceRail({ role }: { role: Role }) {
  const { t } = useText();
  return (
    <nav aria-label={t('shell.places')} className={classes['rail']}>
      {placesOf(role)
        .filter((place) => place.unlisted !== true)
        .map(({ name, keys }, index) => (
          <PlaceLink key={name} place={name} keys={keys ?? `Alt+Digit${index + 1}`} />
        ))}
    </nav>
  );
}

function PlaceLink({ place, keys }: { place: PlaceName; keys: string }) {
  const { t } = useText();
  const current = useNavigation((state) => state.route.place);
  const go = useNavigation((state) => state.go);
  const label = keys.includes('Digit') ? 'shortcut.place' : place === 'verify' ? 'shortcut.verify' : 'shortcut.rules';
  useShortcut({ keys, label, where: 'everywhere' }, () => go({ place }));
  return (
    <button
      type="button"
      aria-current={current === place ? 'page' : undefined}
      aria-keyshortcuts={keys.replace('Digit', '')}
      onClick={() => go({ place })}
    >
      <span>
        {t(`place.${place}`)} {place === 'exceptions' && <OpenCases />}
      </span>
      <kbd>{keys.replace('Digit', '').replace('+', ' ')}</kbd>
    </button>
  );
}

/** How many cases and cards wait for somebody, coloured as the status bar colours them. */
function OpenCases() {
  const { t, language } = useText();
  const exceptions = useStatus(({ status }) => status?.exceptions);
  if (exceptions === undefined || exceptions.open + exceptions.recalls === 0) return null;
  const count = isolate(String(exceptions.open + exceptions.recalls), language);
  return (
    <span className={classes['count']} data-band={exceptionsTone(exceptions)}>
      <span aria-hidden>{count}</span>
      <span className="visually-hidden">{t('exceptions.waiting', { count })}</span>
    </span>
  );
}
