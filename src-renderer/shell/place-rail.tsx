import type { Role } from '../../src-shared/roles.ts';
import { useText } from '../text/use-text.ts';
import { useNavigation } from './navigation-store.ts';
import classes from './place-rail.module.css';
import { placesOf } from './places.tsx';
import { useShortcut } from './shortcut-store.ts';

/** The places of this role, each with its Alt+digit key. */
export function PlaceRail({ role }: { role: Role }) {
  const { t } = useText();
  return (
    <nav aria-label={t('shell.places')} className={classes['rail']}>
      {placesOf(role).map((place, index) => (
        <PlaceLink key={place.name} place={place.name} digit={index + 1} />
      ))}
    </nav>
  );
}

function PlaceLink({ place, digit }: { place: ReturnType<typeof placesOf>[number]['name']; digit: number }) {
  const { t } = useText();
  const current = useNavigation((state) => state.route.place);
  const go = useNavigation((state) => state.go);
  useShortcut({ keys: `Alt+Digit${digit}`, label: 'shortcut.place', where: 'everywhere' }, () => go({ place }));
  return (
    <button
      type="button"
      aria-current={current === place ? 'page' : undefined}
      aria-keyshortcuts={`Alt+${digit}`}
      onClick={() => go({ place })}
    >
      <span>{t(`place.${place}`)}</span>
      <kbd>Alt {digit}</kbd>
    </button>
  );
}
