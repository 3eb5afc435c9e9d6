import { z } from 'zod';

const Rectangle = z.object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive() });
export type Rectangle = z.infer<typeof Rectangle>;

/** How the window was left; device-independent pixels. */
export const Placement = z.object({
  bounds: Rectangle,
  maximised: z.boolean(),
  /** Electron's zoom level: 0 is 100 %, one step is 20 %. */
  zoom: z.number().min(-3).max(5),
  language: z.enum(['en', 'ur']),
});
export type Placement = z.infer<typeof Placement>;

/** The smallest window in which every screen can be worked with. */
export const SMALLEST = { width: 1024, height: 680 } as const;
/** So much of the title bar must be on a display to take hold of it. */
const GRIP = { width: 160, height: 32 } as const;

/** Where to put the window: as it was left if it can be seen and moved there, else in the middle of the first display. */
export function placeWindow(left: Rectangle | undefined, workAreas: readonly [Rectangle, ...Rectangle[]]): Rectangle {
  const [first] = workAreas;
  if (left === undefined || !workAreas.some((area) => canGrip(left, area))) return inMiddle(first);
  const area = workAreas.reduce((best, each) => (overlap(left, each) > overlap(left, best) ? each : best));
  return { ...left, width: fit('width', left, area), height: fit('height', left, area) };
}

function inMiddle(area: Rectangle): Rectangle {
  const width = Math.min(1440, area.width);
  const height = Math.min(900, area.height);
  const x = area.x + Math.round((area.width - width) / 2);
  return { x, y: area.y + Math.round((area.height - height) / 2), width, height };
}

function fit(side: 'width' | 'height', left: Rectangle, area: Rectangle): number {
  return Math.min(Math.max(left[side], SMALLEST[side]), Math.max(area[side], SMALLEST[side]));
}

/** The title bar, a strip on top of the window, against a display. */
function canGrip(left: Rectangle, area: Rectangle): boolean {
  const bar = shared({ ...left, height: GRIP.height }, area);
  return bar.width >= GRIP.width && bar.height >= GRIP.height / 2;
}

function overlap(one: Rectangle, other: Rectangle): number {
  const { width, height } = shared(one, other);
  return width * height;
}

function shared(one: Rectangle, other: Rectangle): { width: number; height: number } {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return { width: Math.max(0, width), height: Math.max(0, height) };
}
