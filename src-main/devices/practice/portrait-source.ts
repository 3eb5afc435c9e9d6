import type { OutputInfo } from 'sharp';
import sharp from 'sharp';
import { cameraInfo } from './camera-identity.ts';
import type { PictureSource } from './picture-source.ts';
import { withGrain } from './portrait/grain.ts';
import { SeededRandom } from './portrait/random.ts';
import type { Sitter } from './portrait/sitter.ts';
import { sitterOf } from './portrait/sitter.ts';
import { portraitSvg } from './portrait.ts';

/** Size of the picture: 24 megapixels. */
const WIDTH = 6000;
const HEIGHT = 4000;
/**
 * Drawn at a third of that and enlarged: the drawing has no finer detail, and its soft shadows cost
 * time with the square of the width.
 */
const DRAWN_WIDTH = 1800;
/** Cut off at each edge of the drawing, so that no two takes are framed quite alike. */
const SLACK = 12;

const FRAME_WIDTH = 960;
const FRAME_HEIGHT = 640;
/** Room around the frame within which the sitter sways, pixels. */
const SWAY = 12;
const FRAMES = 40;
const FRAME_MS = 50;
/** Frames of the loop in which the eyes are closed or half closed. */
const blink: ReadonlyMap<number, 'half' | 'shut'> = new Map([
  [26, 'half'],
  [27, 'shut'],
  [28, 'half'],
]);

/** Draws a sitter of its own: full-size pictures, and a short loop of frames while the viewfinder is on. */
export class PortraitSource implements PictureSource {
  readonly #now: () => number;
  #sitter: Sitter;
  #takes = 0;
  #on = false;
  #drawing: Promise<Raw> | undefined;
  #frames: Uint8Array[] = [];
  #loop = 0;

  constructor(seed: string, now: () => number = () => performance.now()) {
    this.#now = now;
    this.#sitter = sitterOf(seed);
  }

  get sitter(): Sitter {
    return this.#sitter;
  }

  /** The next applicant sits down. `woman` fixes what the record says; else the seed decides. */
  seat(seed: string, woman?: boolean): void {
    this.#sitter = sitterOf(seed, woman);
    this.#takes = 0;
    this.#drawing = undefined;
    if (this.#on) this.#startLoop();
  }

  /** The same picture for the same seed and number of exposures since the sitter sat down. */
  async expose(): Promise<Uint8Array> {
    const take = `${this.#sitter.seed} take ${this.#takes}`;
    this.#takes += 1;
    const drawing = await this.#drawn();
    const random = new SeededRandom(take);
    return sharp(withGrain(drawing.data, take), { raw: drawing.info })
      .extract({
        left: Math.round(random.between(0, 2 * SLACK)),
        top: Math.round(random.between(0, (4 / 3) * SLACK)),
        width: drawing.info.width - 2 * SLACK,
        height: drawing.info.height - Math.round((4 / 3) * SLACK),
      })
      .resize(WIDTH, HEIGHT, { kernel: 'cubic' })
      .withExif({ IFD0: { Make: cameraInfo.manufacturer, Model: cameraInfo.model, Orientation: '1' } })
      .jpeg({ quality: 90 })
      .toBuffer();
  }

  viewfinder(on: boolean): void {
    if (on === this.#on) return;
    this.#on = on;
    this.#loop += 1;
    this.#frames = [];
    if (on) this.#startLoop();
  }

  frame(): Uint8Array | undefined {
    const ready = this.#frames.length;
    return ready === 0 ? undefined : this.#frames[Math.floor(this.#now() / FRAME_MS) % ready];
  }

  /** The drawing of the sitter, made once for all takes. */
  #drawn(): Promise<Raw> {
    const sitter = this.#sitter;
    this.#drawing ??= drawn(portraitSvg(sitter, { width: DRAWN_WIDTH }));
    return this.#drawing;
  }

  #startLoop(): void {
    this.#loop += 1;
    this.#frames = [];
    // A frame that cannot be drawn leaves the viewfinder dark; the camera answers "not ready".
    this.#drawLoop(this.#sitter, this.#loop).catch(() => undefined);
  }

  async #drawLoop(sitter: Sitter, loop: number): Promise<void> {
    const views = { open: await viewOf(sitter, 1), half: undefined, shut: undefined } as Record<View, Raw | undefined>;
    const frames: Uint8Array[] = [];
    for (let index = 0; index < FRAMES; index += 1) {
      if (loop !== this.#loop) return;
      const lids: View = blink.get(index) ?? 'open';
      const view = (views[lids] ??= await viewOf(sitter, lids === 'half' ? 0.5 : 0.06));
      frames.push(await frameOf(view, (index / FRAMES) * 2 * Math.PI));
      // The first frame shows at once; the loop moves once it is whole.
      if (index === 0 || index === FRAMES - 1) this.#frames = [...frames];
    }
    // Whoever looks through the viewfinder is about to release.
    await this.#drawn();
  }
}

type View = 'open' | 'half' | 'shut';

interface Raw {
  readonly data: Buffer;
  readonly info: OutputInfo;
}

function viewOf(sitter: Sitter, open: number): Promise<Raw> {
  return drawn(portraitSvg(sitter, { width: FRAME_WIDTH + 3 * SWAY, open }));
}

/** Pixels of a drawing. The enlarging is a step of its own, else the drawing itself would be made larger. */
function drawn(svg: string): Promise<Raw> {
  return sharp(Buffer.from(svg)).flatten().raw().toBuffer({ resolveWithObject: true });
}

/** One frame of the loop; `phase` runs from 0 to 2 pi. */
async function frameOf(view: Raw, phase: number): Promise<Uint8Array> {
  const roomX = view.info.width - FRAME_WIDTH;
  const roomY = view.info.height - FRAME_HEIGHT;
  const left = Math.round((roomX / 2) * (1 + 0.8 * Math.sin(phase)));
  const top = Math.round((roomY / 2) * (1 + 0.8 * Math.sin(2 * phase + 1)));
  return sharp(view.data, { raw: view.info })
    .extract({ left, top, width: FRAME_WIDTH, height: FRAME_HEIGHT })
    .jpeg({ quality: 82 })
    .toBuffer();
}
