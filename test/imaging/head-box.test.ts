import { assert, constantFrom, double, property, array, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headBox, keptPart, moveMark, readHead, type HeadMarks } from '../../src-shared/imaging/head-box.ts';

const start: HeadMarks = { crown: 0.1, eyes: 0.43, chin: 0.82 };

describe('the kept part of a frame', () => {
  it('is its middle, 35 : 45, whether the frame is wide or tall', () => {
    expect(keptPart({ width: 960, height: 450 })).toEqual({ left: 305, top: 0, width: 350, height: 450 });
    expect(keptPart({ width: 350, height: 900 })).toEqual({ left: 0, top: 225, width: 350, height: 450 });
  });
});

describe('the size of a head', () => {
  it('is good from 60 to 90 per cent of the picture', () => {
    expect(readHead(start).advice).toBe('good');
    expect(readHead({ ...start, chin: 0.69 }).advice).toBe('nearer');
    expect(readHead({ ...start, crown: 0.03, chin: 0.94 }).advice).toBe('farther');
    expect(readHead(start).height).toBeCloseTo(0.72);
  });

  it('is told before the height of the eyes, which changes with it', () => {
    expect(readHead({ ...start, eyes: 0.52 }).advice).toBe('cameraLower');
    expect(readHead({ ...start, eyes: 0.28 }).advice).toBe('cameraHigher');
    expect(readHead({ crown: 0.4, eyes: 0.6, chin: 0.9 }).advice).toBe('nearer');
  });

  it('is good whenever crown, eyes and chin are in their bands', () => {
    const within = ({ least, most }: { least: number; most: number }) => double({ min: least, max: most, noNaN: true });
    const marks = tuple(within(headBox.crown), within(headBox.eyes), within(headBox.chin));
    assert(
      property(marks, ([crown, eyes, chin]) => {
        const { height, advice } = readHead({ crown, eyes, chin });
        // At the very edge of both bands the difference of two doubles may miss by its last digit.
        expect(advice === 'good' || Math.abs(height - 0.6) < 1e-9 || Math.abs(height - 0.9) < 1e-9).toBe(true);
      }),
    );
  });
});

describe('moving the marks', () => {
  it('keeps crown, eyes and chin in order and in the picture, whatever is pressed', () => {
    const press = tuple(constantFrom('crown', 'eyes', 'chin'), double({ min: -1, max: 1, noNaN: true }));
    assert(
      property(array(press), (presses) => {
        const { crown, eyes, chin } = presses.reduce((marks, [name, by]) => moveMark(marks, name, by), start);
        expect(crown).toBeGreaterThanOrEqual(0);
        expect(eyes).toBeGreaterThan(crown);
        expect(chin).toBeGreaterThan(eyes);
        expect(chin).toBeLessThanOrEqual(1);
      }),
    );
  });
});
