import { createContext, useContext, useEffectEvent, useId, useLayoutEffect } from 'react';
import { create } from 'zustand';
import type { TextKey } from '../../src-shared/i18n/texts.ts';

export interface Shortcut {
  /** Modifiers, then a `KeyboardEvent.code` without `Key`: `F1`, `Alt+L`, `Alt+Digit1`, `Space`. */
  readonly keys: string;
  readonly label: TextKey;
  readonly where: 'everywhere' | 'here';
}

interface Registered extends Shortcut {
  readonly id: string;
  readonly run: () => void;
}

export const useShortcuts = create<{ readonly all: readonly Registered[] }>()(() => ({ all: [] }));

/** False around work that may only be looked at now: its keys do nothing and are not listed. */
export const KeysWork = createContext(true);

/** Registers a key while the component is shown, and its line on the F1 page. */
export function useShortcut(shortcut: Shortcut, run: () => void): void {
  const id = useId();
  const { keys, label, where } = shortcut;
  const perform = useEffectEvent(run);
  const works = useContext(KeysWork);
  // Before anything is painted: a key that can be seen can be pressed.
  useLayoutEffect(() => {
    if (!works) return undefined;
    const registered: Registered = { id, keys, label, where, run: () => perform() };
    useShortcuts.setState(({ all }) => ({ all: [...all.filter((each) => each.id !== id), registered] }));
    return () => useShortcuts.setState(({ all }) => ({ all: all.filter((each) => each.id !== id) }));
  }, [id, keys, label, where, works]);
}

/** Runs the shortcut a key press stands for. Plain keys keep their own meaning in fields and on buttons. */
export function runShortcut(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.repeat) return;
  const keys = keysOf(event);
  const found = useShortcuts.getState().all.findLast((each) => each.keys === keys);
  if (found === undefined || (isPlain(keys) && isMeantFor(event.target, keys))) return;
  const dialogOpen = document.querySelector('dialog[open]') !== null;
  if (dialogOpen && !OVER_DIALOGS.has(keys)) return;
  event.preventDefault();
  found.run();
}

/** What works while a dialog or the lock is on top. */
const OVER_DIALOGS = new Set(['F1', 'F2', 'Alt+U']);

function keysOf(event: KeyboardEvent): string {
  const modifiers = [event.ctrlKey && 'Ctrl', event.altKey && 'Alt', event.shiftKey && 'Shift'].filter(
    (each) => each !== false,
  );
  return [...modifiers, event.code.replace(/^Key/, '')].join('+');
}

function isPlain(keys: string): boolean {
  return !keys.includes('+') && !/^F\d/.test(keys);
}

/** Does a plain key have a meaning of its own where the focus is? */
function isMeantFor(target: EventTarget | null, keys: string): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('input, select, textarea') !== null) return true;
  return target.closest('button, a') !== null && (keys === 'Space' || keys === 'Enter');
}
