import { isDeepStrictEqual } from 'node:util';
import type { OutputInfo } from 'sharp';
import sharp from 'sharp';
import { cameraInfo } from './camera-identity.ts';
import type { ExposureSettings, PictureSource } from './picture-source.ts';
import { neutralExposure } from './picture-source.ts';
import { withGrain } from './portrait/grain.ts';
import { greyCardSvg } from './portrait/grey-card.ts';
import type { Light } from './portrait/light.ts';
import { gainsOf, relit, studioLight } from './portrait/light.ts';
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

/** What sits in front of the lens. */
export type Scene = 'sitter' | 'greyCard';

/**
 * Draws what is in front of the lens in the light of a studio: full-size pictures, and a short loop of
 * frames while the viewfinder is on. How the body is set shows in both, by stops of light and by colour.
 */
export class PortraitSource implements PictureSource {
  readonly #now: () => number;
  #sitter: Sitter;
  #scene: Scene = 'sitter';
  #light = studioLight;
  #settings = neutralExposure;
  #takes = 0;
  #on = false;
  #drawing: Promise<Raw> | undefined;
  #views: Partial<Record<View, Promise<Raw>>> = {};
  #frames: Uint8Array[] = [];
  #loop = 0;

  constructor(seed: string, now: () => number = () => performance.now()) {
    this.#now = now;
    this.#sitter = sitterOf(seed);
  }

  get sitter(): Sitter {
    return this.#sitter;
  }

  get scene(): Scene {
    return this.#scene;
  }

  /** The next applicant sits down. `woman` fixes what the record says; else the seed decides. */
  seat(seed: string, woman?: boolean): void {
    this.#sitter = sitterOf(seed, woman);
    this.#takes = 0;
    this.#changeScene('sitter');
  }

  /** Puts a grey card where the face would be, or the sitter back. */
  show(scene: Scene): void {
    if (scene !== this.#scene) this.#changeScene(scene);
  }

  /** Other lamps, or the same turned up or down. */
  shine(light: Light): void {
    this.#light = light;
    this.#relight();
  }

  adjust(settings: ExposureSettings): void {
    if (isDeepStrictEqual(settings, this.#settings)) return;
    this.#settings = settings;
    this.#relight();
  }

  /** The same picture for the same seed, settings and number of exposures since the sitter sat down. */
  async expose(): Promise<Uint8Array> {
    const take = `${this.#sitter.seed} take ${this.#takes}`;
    this.#takes += 1;
    const gains = gainsOf(this.#settings, this.#light);
    const drawing = await this.#drawn();
    const random = new SeededRandom(take);
    return sharp(withGrain(relit(drawing.data, gains), take), { raw: drawing.info })
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

  /** The drawing of the scene, made once for all takes. */
  #drawn(): Promise<Raw> {
    this.#drawing ??= drawn(this.#svg(DRAWN_WIDTH, 1));
    return this.#drawing;
  }

  #view(view: View): Promise<Raw> {
    return (this.#views[view] ??= drawn(this.#svg(FRAME_WIDTH + 3 * SWAY, opening[view])));
  }

  #svg(width: number, open: number): string {
    if (this.#scene === 'greyCard') return greyCardSvg(this.#sitter.backdrop, width);
    return portraitSvg(this.#sitter, { width, open });
  }

  #changeScene(scene: Scene): void {
    this.#scene = scene;
    this.#drawing = undefined;
    this.#views = {};
    this.#frames = [];
    if (this.#on) this.#startLoop();
  }

  /** The frames of the light before go on until the first of the new light is there. */
  #relight(): void {
    if (this.#on) this.#startLoop();
  }

  #startLoop(): void {
    this.#loop += 1;
    // A frame that cannot be drawn leaves the viewfinder dark; the camera answers "not ready".
    this.#drawLoop(this.#loop).catch(() => undefined);
  }

  async #drawLoop(loop: number): Promise<void> {
    const gains = gainsOf(this.#settings, this.#light);
    const count = this.#scene === 'sitter' ? FRAMES : 1;
    const lit: Partial<Record<View, Raw>> = {};
    const frames: Uint8Array[] = [];
    for (let index = 0; index < count; index += 1) {
      const lids: View = blink.get(index) ?? 'open';
      const view = (lit[lids] ??= await this.#view(lids).then(({ data, info }) => ({
        data: relit(data, gains),
        info,
      })));
      frames.push(await frameOf(view, (index / FRAMES) * 2 * Math.PI));
      if (loop !== this.#loop) return;
      // The first frame shows at once; the loop moves once it is whole.
      if (index === 0 || index === count - 1) this.#frames = [...frames];
    }
    // Whoever looks through the viewfinder is about to release.
    await this.#drawn();
  }
}

type View = 'open' | 'half' | 'shut';

const opening: Readonly<Record<View, number>> = { open: 1, half: 0.5, shut: 0.06 };

interface Raw {
  readonly data: Uint8Array;
  readonly info: OutputInfo;
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
