import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { menuTemplate, type KeyPress } from '../../../src-main/hosts/electron/menu-template.ts';
import { findPlacement, keepPlacement } from '../../../src-main/hosts/electron/placement-file.ts';
import { placeWindow } from '../../../src-main/hosts/electron/placement.ts';
import { RestartLimit } from '../../../src-main/restart-limit.ts';

const laptop = { x: 0, y: 0, width: 1366, height: 728 };
const second = { x: 1366, y: -200, width: 1920, height: 1040 };

describe('the place of the window', () => {
  it('is the middle of the first display on the first day', () => {
    expect(placeWindow(undefined, [second])).toEqual({ x: 1606, y: -130, width: 1440, height: 900 });
    expect(placeWindow(undefined, [laptop])).toEqual(laptop);
  });

  it('is where it was left, on any display', () => {
    const left = { x: 1500, y: -100, width: 1200, height: 800 };
    expect(placeWindow(left, [laptop, second])).toEqual(left);
  });

  it('is the middle again when its display is gone or its title bar cannot be reached', () => {
    const middle = placeWindow(undefined, [laptop]);
    expect(placeWindow({ x: 1500, y: -100, width: 1200, height: 800 }, [laptop])).toEqual(middle);
    expect(placeWindow({ x: 100, y: -400, width: 1200, height: 700 }, [laptop])).toEqual(middle);
    expect(placeWindow({ x: 1300, y: 10, width: 1200, height: 700 }, [laptop])).toEqual(middle);
  });

  it('is never smaller than every screen needs nor larger than its display', () => {
    expect(placeWindow({ x: 10, y: 10, width: 300, height: 200 }, [laptop])).toMatchObject({
      width: 1024,
      height: 680,
    });
    expect(placeWindow({ x: 0, y: 0, width: 4000, height: 3000 }, [laptop])).toMatchObject({
      width: 1366,
      height: 728,
    });
  });
});

describe('what is kept of it', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parwana-placement-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('comes back as it was, and anything unreadable counts as nothing', () => {
    const file = join(folder, 'new', 'window.json');
    expect(findPlacement(file)).toBeUndefined();
    const placement = { bounds: laptop, maximised: true, zoom: 0.5, language: 'ur' } as const;
    keepPlacement(file, placement);
    expect(findPlacement(file)).toEqual(placement);
    for (const text of ['', '{', '{"bounds":{}}', JSON.stringify({ ...placement, zoom: 99 })]) {
      writeFileSync(file, text);
      expect(findPlacement(file), text).toBeUndefined();
    }
  });
});

describe('the menu', () => {
  const pressed: KeyPress[] = [];
  const zooms: number[] = [];
  const actions = {
    press: (key: KeyPress) => pressed.push(key),
    zoom: (n: number) => zooms.push(n),
    quit: () => undefined,
  };
  const flat = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
    items.flatMap((item) => [item, ...flat((item.submenu as MenuItemConstructorOptions[] | undefined) ?? [])]);
  const menu = (language: 'en' | 'ur', developer = false) => flat(menuTemplate({ language, developer }, actions));

  it('speaks both languages, a label on everything', () => {
    for (const language of ['en', 'ur'] as const) {
      const labels = menu(language)
        .filter((item) => item.type !== 'separator')
        .map((item) => item.label ?? '');
      expect(labels.filter((label) => label === '' || label.includes('.') || label.includes('&'))).toEqual([]);
      expect(labels.every((label) => /[\u0600-\u06FF]/.test(label))).toBe(language === 'ur');
    }
  });

  it('shows the keys of the screens without taking them, and gives the page a press', () => {
    const help = menu('en').find((item) => item.accelerator === 'F1');
    expect(help).toMatchObject({ label: 'Show these shortcuts', registerAccelerator: false });
    help?.click?.({} as never, undefined, {});
    expect(pressed).toEqual([{ keyCode: 'F1', modifiers: [] }]);
    const alt = menu('en').filter((item) => String(item.accelerator).startsWith('Alt+'));
    expect(alt.map((item) => item.registerAccelerator)).toEqual([false, false, false, false]);
  });

  it('zooms, and has developer tools only when run from sources', () => {
    for (const accelerator of ['CommandOrControl+Plus', 'CommandOrControl+-', 'CommandOrControl+0']) {
      menu('en')
        .find((item) => item.accelerator === accelerator)
        ?.click?.({} as never, undefined, {});
    }
    expect(zooms).toEqual([1, -1, 0]);
    expect(menu('en').some((item) => item.role === 'toggleDevTools')).toBe(false);
    expect(menu('en', true).some((item) => item.role === 'toggleDevTools')).toBe(true);
    expect(menu('en', true).some((item) => item.role === 'reload')).toBe(false);
  });
});

describe('starting again by itself', () => {
  it('happens a few times in a while, then a person decides', () => {
    const limit = new RestartLimit({ most: 2, withinMs: 1000 });
    expect([limit.allow(0), limit.allow(10), limit.allow(20), limit.allow(999)]).toEqual([true, true, false, false]);
    expect(limit.allow(1005)).toBe(true);
    expect(limit.allow(1006)).toBe(false);
    limit.forget();
    expect(limit.allow(1007)).toBe(true);
  });
});
