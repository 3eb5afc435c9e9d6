import { useRef, useState } from 'react';
import { type Histogram, histogramOf } from '../../../../src-shared/imaging/histogram.ts';
import { keptPart, type Part } from '../../../../src-shared/imaging/head-box.ts';
import type { Pixels } from '../../../../src-shared/imaging/pixels.ts';
import { sharpnessOf } from '../../../../src-shared/imaging/sharpness.ts';
import type { LivePicture } from '../../studio/live-pictures.ts';

export interface PictureReading {
  readonly histogram: Histogram;
  readonly sharpness: number;
  /** The sharpest since the meter was begun anew. */
  readonly best: number;
  /** Pictures drawn in the last second. */
  readonly rate: number;
}

export interface PictureMeter {
  readonly reading: PictureReading | null;
  readonly onPicture: (picture: LivePicture) => void;
  /** Forgets the best: the camera or the scene is another. */
  readonly restart: () => void;
}

/** Time between two measurements, ms: more often than anybody reads, and rare beside the frames. */
const EVERY_MS = 200;
const RATE_MS = 1000;
/** Dots over which light is counted, and the part of the middle in which edges are looked at as they are. */
const LIGHT_WIDTH = 140;
const EDGE_SIDE = 280;

/** Measures the live picture, for a technician who sets light and focus. */
export function usePictureMeter(): PictureMeter {
  const [reading, setReading] = useState<PictureReading | null>(null);
  const state = useRef({ best: 0, measured: 0, drawn: [] as number[] });

  function onPicture(picture: LivePicture): void {
    const now = performance.now();
    const { current } = state;
    current.drawn = [...current.drawn.filter((at) => now - at < RATE_MS), now];
    if (now - current.measured < EVERY_MS) return;
    current.measured = now;
    const histogram = histogramOf(lightOf(picture));
    const sharpness = sharpnessOf(edgesOf(picture));
    current.best = Math.max(current.best, sharpness);
    setReading({ histogram, sharpness, best: current.best, rate: current.drawn.length });
  }

  return {
    reading,
    onPicture,
    restart: () => {
      state.current.best = 0;
    },
  };
}

/** The kept part, small. */
function lightOf(picture: LivePicture): Pixels {
  const part = keptPart(picture);
  return pixelsOf(picture, part, { width: LIGHT_WIDTH, height: Math.round((LIGHT_WIDTH * part.height) / part.width) });
}

/** The middle of the frame as it came: making it smaller would make it sharper. */
function edgesOf(picture: LivePicture): Pixels {
  const side = Math.min(EDGE_SIDE, picture.width, picture.height);
  const part = { left: (picture.width - side) / 2, top: (picture.height - side) / 2, width: side, height: side };
  return pixelsOf(picture, part, { width: side, height: side });
}

function pixelsOf({ source }: LivePicture, part: Part, { width, height }: { width: number; height: number }): Pixels {
  const pen = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (pen === null) return { data: new Uint8ClampedArray(), width: 0, height: 0, channels: 4 };
  pen.drawImage(source, part.left, part.top, part.width, part.height, 0, 0, width, height);
  return { data: pen.getImageData(0, 0, width, height).data, width, height, channels: 4 };
}
