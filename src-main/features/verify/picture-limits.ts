/** What a picture of a card may be; more is refused before it is looked into. */
export const pictureLimits = {
  /** Bytes of the file. */
  bytes: 24 * 1024 * 1024,
  /** Dots of the picture, width times height. */
  dots: 64_000_000,
  /** All work on one picture, ms; then the thread that does it is ended. */
  timeMs: 10_000,
} as const;

/**
 * How badly a code may have been photographed and is still read, each by itself, for a card printed at 300 dots an inch
 * with the densest code that is printed. The tests hold the reader to every line.
 */
export const readingLimits = {
  /** Any angle, degrees; those the tests try. */
  rotations: [0, 17, 45, 73, 90, 118, 135, 180, 197, 225, 270, 333],
  /** Gaussian blur, standard deviation in dots of 1/300 inch. */
  blurSigma: 1.6,
  /** JPEG quality of 100. */
  jpegQuality: 15,
  /** Dots of the picture for one of the card: as small and as large as that. */
  scaleFrom: 0.6,
  scaleTo: 3,
  /** One edge of the card shorter than the opposite one, as a part of it: the card held askew. */
  perspective: 0.2,
  /** Contrast left, as a part: a pale print, or glare over all of it. */
  contrast: 0.25,
  /** All of these at once. */
  together: { rotation: 17, blurSigma: 0.9, jpegQuality: 45, perspective: 0.08, scale: 1.5 },
} as const;
