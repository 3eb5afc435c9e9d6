import type { MenuItemConstructorOptions } from 'electron';
import type { Language } from '../../../src-shared/contract/counter/enrolment.ts';
import { speaker } from '../../papers/paper-words.ts';

/** A key as the screens know it, for one press sent to the page. */
export interface KeyPress {
  readonly keyCode: string;
  readonly modifiers: readonly 'alt'[];
}

export interface MenuActions {
  /** Gives the page a key press: the screens alone know what a key does now. */
  readonly press: (key: KeyPress) => void;
  /** Zoom steps; 0 is normal size. */
  readonly zoom: (steps: number) => void;
  readonly quit: () => void;
}

export interface MenuFacts {
  readonly language: Language;
  /** Chromium's developer tools, only when run from sources. */
  readonly developer: boolean;
}

type Item = MenuItemConstructorOptions;

/**
 * The native menu. Keys of the screens are shown but not taken (`registerAccelerator: false`): pressed
 * on the keyboard they reach the page by themselves. Labels have no mnemonics, for Alt and a letter
 * belong to the screens. Electron's own labels of roles are English only, hence a label everywhere.
 */
export function menuTemplate({ language, developer }: MenuFacts, actions: MenuActions): Item[] {
  const say = speaker(language);
  const key = (label: string, accelerator: string, press: KeyPress): Item => ({
    label,
    accelerator,
    registerAccelerator: false,
    click: () => actions.press(press),
  });
  const zoom = (label: string, accelerator: string, steps: number): Item => ({
    label,
    accelerator,
    click: () => actions.zoom(steps),
  });
  return [
    {
      label: say('desktop.menu.file'),
      submenu: [
        key(say('shortcut.lock'), 'Alt+L', { keyCode: 'L', modifiers: ['alt'] }),
        { type: 'separator' },
        { label: say('desktop.menu.quit'), accelerator: 'CommandOrControl+Q', click: () => actions.quit() },
      ],
    },
    {
      label: say('desktop.menu.edit'),
      submenu: [
        { role: 'undo', label: say('desktop.menu.undo') },
        { role: 'redo', label: say('desktop.menu.redo') },
        { type: 'separator' },
        { role: 'cut', label: say('desktop.menu.cut') },
        { role: 'copy', label: say('desktop.menu.copy') },
        { role: 'paste', label: say('desktop.menu.paste') },
        { role: 'selectAll', label: say('desktop.menu.selectAll') },
      ],
    },
    {
      label: say('desktop.menu.view'),
      submenu: [
        key(say('shortcut.language'), 'Alt+U', { keyCode: 'U', modifiers: ['alt'] }),
        { type: 'separator' },
        zoom(say('desktop.menu.zoomIn'), 'CommandOrControl+Plus', 1),
        zoom(say('desktop.menu.zoomOut'), 'CommandOrControl+-', -1),
        zoom(say('desktop.menu.zoomReset'), 'CommandOrControl+0', 0),
        { type: 'separator' },
        { role: 'togglefullscreen', label: say('desktop.menu.fullScreen') },
        ...(developer ? [{ role: 'toggleDevTools', label: say('desktop.menu.developer') } satisfies Item] : []),
      ],
    },
    {
      label: say('desktop.menu.go'),
      submenu: [
        key(say('shortcut.back'), 'Alt+Left', { keyCode: 'Left', modifiers: ['alt'] }),
        key(say('shortcut.forward'), 'Alt+Right', { keyCode: 'Right', modifiers: ['alt'] }),
      ],
    },
    {
      label: say('desktop.menu.help'),
      submenu: [key(say('shortcut.help'), 'F1', { keyCode: 'F1', modifiers: [] })],
    },
  ];
}
