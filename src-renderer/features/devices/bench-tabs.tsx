import { type KeyboardEvent, useRef } from 'react';
import { type Bench, benches, useNavigation } from '../../shell/navigation-store.ts';
import { useShortcut } from '../../shell/shortcut-store.ts';
import { useText } from '../../text/use-text.ts';
import classes from './bench-tabs.module.css';

/** By the English name of each bench; Alt+digits are the places. */
const keys = { overview: 'Alt+O', camera: 'Alt+C', printer: 'Alt+P', history: 'Alt+H' } as const satisfies Record<
  Bench,
  string
>;

/** The benches of the technician, each with its key. */
export function BenchTabs({ bench }: { bench: Bench }) {
  const { t } = useText();
  const strip = useRef<HTMLDivElement>(null);

  function onKeyDown(event: KeyboardEvent): void {
    const forward = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    if (event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
    event.preventDefault();
    const step = event.key === forward ? 1 : -1;
    const next = benches[(benches.indexOf(bench) + step + benches.length) % benches.length];
    strip.current?.querySelector<HTMLElement>(`[data-bench="${next}"]`)?.focus();
    if (next !== undefined) useNavigation.getState().go({ place: 'devices', bench: next });
  }

  return (
    // The tabs themselves take the focus; the strip only listens for their arrow keys.
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
    <div ref={strip} role="tablist" aria-label={t('devices.title')} className={classes['tabs']} onKeyDown={onKeyDown}>
      {benches.map((each) => (
        <BenchTab key={each} bench={each} current={each === bench} />
      ))}
    </div>
  );
}

function BenchTab({ bench, current }: { bench: Bench; current: boolean }) {
  const { t } = useText();
  const go = useNavigation((state) => state.go);
  const open = () => go({ place: 'devices', bench });
  useShortcut({ keys: keys[bench], label: `devices.bench.${bench}`, where: 'here' }, open);
  return (
    <button
      type="button"
      role="tab"
      data-bench={bench}
      aria-selected={current}
      aria-keyshortcuts={keys[bench]}
      tabIndex={current ? 0 : -1}
      onClick={open}
    >
      {t(`devices.bench.${bench}`)} <kbd>{keys[bench].replace('+', ' ')}</kbd>
    </button>
  );
}
