/** Width to height of the portrait that is kept. */
export const KEPT_RATIO = 35 / 45;

interface Range {
  readonly least: number;
  readonly most: number;
}

/**
 * Where a head belongs in the kept picture, as shares of its height from the top. Head height 0.6 to
 * 0.9 and eyes 0.3 to 0.5 are the geometry of a full frontal portrait in ISO/IEC 19794-5:2011; the bands
 * of crown and chin are chosen so that a head within both is within that height.
 */
export const headBox = {
  height: { least: 0.6, most: 0.9 },
  crown: { least: 0.02, most: 0.16 },
  eyes: { least: 0.3, most: 0.5 },
  chin: { least: 0.76, most: 0.92 },
} as const satisfies Record<string, Range>;

/** A part of a frame, dots. */
export interface Part {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The part of a frame that is kept: its middle, 35 : 45, as the core crops it. */
export function keptPart(frame: { readonly width: number; readonly height: number }): Part {
  const width = Math.min(frame.width, frame.height * KEPT_RATIO);
  const height = width / KEPT_RATIO;
  return { left: (frame.width - width) / 2, top: (frame.height - height) / 2, width, height };
}

/** Marks that somebody set on a sitter, shares of the kept height from the top. */
export interface HeadMarks {
  readonly crown: number;
  readonly eyes: number;
  readonly chin: number;
}

export type MarkName = keyof HeadMarks;

/** What to change, the size of the head first: moving the chair moves the eyes as well. */
export type HeadAdvice = 'good' | 'nearer' | 'farther' | 'cameraLower' | 'cameraHigher';

/** Head height as a share of the picture's, and what to change about chair or camera. */
export function readHead({ crown, eyes, chin }: HeadMarks): { readonly height: number; readonly advice: HeadAdvice } {
  const height = chin - crown;
  if (height < headBox.height.least) return { height, advice: 'nearer' };
  if (height > headBox.height.most) return { height, advice: 'farther' };
  if (eyes > headBox.eyes.most) return { height, advice: 'cameraLower' };
  return { height, advice: eyes < headBox.eyes.least ? 'cameraHigher' : 'good' };
}

/** Least distance between two marks. */
const APART = 0.02;

/** Moves one mark by a share of the height; it stays inside the picture and in order with the others. */
export function moveMark(marks: HeadMarks, name: MarkName, by: number): HeadMarks {
  const ranges: Record<MarkName, Range> = {
    crown: { least: 0, most: marks.eyes - APART },
    eyes: { least: marks.crown + APART, most: marks.chin - APART },
    chin: { least: marks.eyes + APART, most: 1 },
  };
  const { least, most } = ranges[name];
  return { ...marks, [name]: Math.min(most, Math.max(least, marks[name] + by)) };
}
