import { app, Menu } from 'electron';
import { menuTemplate } from './menu-template.ts';
import type { CounterWindow } from './window.ts';

/** Puts the menu above the window, in the language of the screens. */
export function showMenu(counter: CounterWindow, { developer }: { developer: boolean }): void {
  const { webContents } = counter.window;
  const template = menuTemplate(
    { language: counter.language, developer },
    {
      press: ({ keyCode, modifiers }) => {
        for (const type of ['keyDown', 'keyUp'] as const) {
          webContents.sendInputEvent({ type, keyCode, modifiers: [...modifiers] });
        }
      },
      zoom: (steps) => counter.zoom(steps),
      quit: () => app.quit(),
    },
  );
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
