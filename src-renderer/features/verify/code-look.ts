import { core } from '../../core/core-client.ts';
import type { LivePicture } from '../studio/live-pictures.ts';

/** Dots of the longer side that are sent: enough for the densest code held near, and quickly searched. */
const SIDE = 1_280;
const QUALITY = 0.9;

/** Looks for a code in live pictures, one at a time: while one is searched the others pass by. */
export class CodeLook {
  #looking = false;
  #found = false;

  at(picture: LivePicture, onText: (text: string) => void): void {
    if (this.#looking || this.#found) return;
    this.#looking = true;
    const copy = copyOf(picture);
    void this.#search(copy)
      .then((text) => {
        if (text === null || this.#found) return undefined;
        this.#found = true;
        onText(text);
        return undefined;
      })
      // The next picture is the next try.
      .catch(() => undefined)
      .finally(() => (this.#looking = false));
  }

  async #search(canvas: OffscreenCanvas): Promise<string | null> {
    const picture = await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
    return (await core.verify.look({ picture })).text;
  }
}

/** At once: the picture is only good until the next one. */
function copyOf({ source, width, height }: LivePicture): OffscreenCanvas {
  const scale = Math.min(1, SIDE / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale));
  canvas.getContext('2d')?.drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}
