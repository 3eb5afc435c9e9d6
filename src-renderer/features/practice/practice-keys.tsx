import { useOverlay } from '../../shell/overlay-store.ts';
import { useShortcut } from '../../shell/shortcut-store.ts';
import { PracticePanel } from './practice-panel.tsx';
import { handOverPapers } from './practice-store.ts';

/** The trainer's keys and panel: there on every page of a practice counter, before signing in too. */
export function PracticeKeys() {
  const overlay = useOverlay();
  useShortcut({ keys: 'F2', label: 'shortcut.practice', where: 'everywhere' }, () => overlay.toggle('practice'));
  useShortcut({ keys: 'F4', label: 'practice.fill', where: 'everywhere' }, handOverPapers);
  return overlay.open === 'practice' ? <PracticePanel onClose={overlay.close} /> : null;
}
