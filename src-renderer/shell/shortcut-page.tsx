import { Button } from '@mantine/core';
import { useText } from '../text/use-text.ts';
import { Dialog } from '../ui/dialog.tsx';
import { useOverlay } from './overlay-store.ts';
import classes from './shortcut-page.module.css';
import { type Shortcut, useShortcuts } from './shortcut-store.ts';

/** Keys that every form and list knows, with no command of their own. */
const built: readonly Shortcut[] = [
  { keys: 'Enter', label: 'shortcut.advance', where: 'everywhere' },
  { keys: 'Ctrl+Enter', label: 'shortcut.finish', where: 'everywhere' },
  { keys: '↑ ↓', label: 'shortcut.choose', where: 'everywhere' },
  { keys: 'Escape', label: 'shortcut.close', where: 'everywhere' },
];

/** F1: every key that works now, here first. */
export function ShortcutPage() {
  const { t } = useText();
  const close = useOverlay((state) => state.close);
  const all = useShortcuts((state) => state.all);
  const here = all.filter((each) => each.where === 'here');
  const everywhere = all.filter((each) => each.where === 'everywhere' && each.label !== 'shortcut.place');
  const places = all.filter((each) => each.label === 'shortcut.place').length;
  const digits: readonly Shortcut[] =
    places === 0 ? [] : [{ keys: `Alt+1 … Alt+${places}`, label: 'shortcut.place', where: 'everywhere' }];
  return (
    <Dialog title={t('shortcut.title')} onClose={close}>
      <div className={classes['columns']}>
        {here.length > 0 && <Lines title={t('shortcut.here')} lines={here} />}
        <Lines title={t('shortcut.everywhere')} lines={[...built, ...digits, ...everywhere]} />
      </div>
      <Button onClick={close}>{t('app.close')}</Button>
    </Dialog>
  );
}

/** Keys as they are printed on a keyboard. */
function keyNames(keys: string): string {
  const arrows = keys.replace('Digit', '').replace('ArrowLeft', '←').replace('ArrowRight', '→').replace('ArrowUp', '↑');
  return arrows.replace('ArrowDown', '↓').replaceAll('+', ' ');
}

function Lines({ title, lines }: { title: string; lines: readonly Shortcut[] }) {
  const { t } = useText();
  return (
    <section className={classes['lines']}>
      <h3>{title}</h3>
      <dl>
        {lines.map((line) => (
          <div key={line.keys}>
            <dt>
              <kbd>{keyNames(line.keys)}</kbd>
            </dt>
            <dd>{t(line.label)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
