import { expect, type Page } from '@playwright/test';

/** Whose time a wait is: the app's own, that of a camera or a printer, or of making a paper's PDF. */
export type Whose = 'app' | 'device' | 'paper';

export interface Wait {
  readonly what: string;
  readonly whose: Whose;
  readonly ms: number;
}

/** Counts the keys an operator presses beyond what is typed, and measures how long each makes them wait. */
export class StopWatch {
  readonly waits: Wait[] = [];
  readonly keys: string[] = [];
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Text that has to be typed whatever the app does: it counts for nothing. */
  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  /**
   * Presses a key and waits until the focus is on what is named, as the page itself sees it: from the key's own event to
   * the first frame in which the next key has a meaning.
   */
  async press(
    key: string,
    next: { readonly focus: string; readonly what: string; readonly whose?: Whose },
  ): Promise<void> {
    const { focus, what, whose = 'app' } = next;
    await this.#page.evaluate(arm, focus);
    await this.#page.keyboard.press(key);
    const ms = await this.#page.evaluate(async () => (window as unknown as { waited: Promise<number> }).waited);
    expect(ms, `${what}: the focus never came to “${focus}”`).toBeGreaterThanOrEqual(0);
    this.keys.push(key);
    this.waits.push({ what, whose, ms });
  }

  seconds(whose: Whose): number {
    const ms = this.waits.filter((wait) => wait.whose === whose).reduce((sum, wait) => sum + wait.ms, 0);
    return Math.round(ms) / 1000;
  }
}

/** Runs in the page: resolves with the milliseconds from the next key to the focus being where it belongs; -1 never. */
function arm(focus: string): void {
  const LIMIT_MS = 45_000;
  const before = document.activeElement;
  const isThere = (): boolean => {
    const now = document.activeElement;
    if (now === null || now === before || now === document.body) return false;
    const label = now instanceof HTMLInputElement ? [...(now.labels ?? [])].map((each) => each.textContent).join() : '';
    return [now.getAttribute('aria-label') ?? '', now.textContent, label].some((text) => text.trim().startsWith(focus));
  };
  const shown = window as unknown as { waited: Promise<number> };
  shown.waited = new Promise((resolve) => {
    const onKey = (event: KeyboardEvent): void => {
      // A modifier alone is not the key yet.
      if (['Control', 'Alt', 'Shift'].includes(event.key)) return;
      document.removeEventListener('keydown', onKey, true);
      const start = performance.now();
      const look = (): void => {
        const ms = performance.now() - start;
        if (isThere()) resolve(ms);
        else if (ms > LIMIT_MS) resolve(-1);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    };
    document.addEventListener('keydown', onKey, true);
  });
}
