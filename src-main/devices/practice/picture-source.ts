/** Where a practice camera gets its light from: what is in front of the lens. */
export interface PictureSource {
  /** A full-size JPEG, as one exposure. */
  expose(): Promise<Uint8Array>;

  /** The viewfinder is on or off; frames are made only while it is on. */
  viewfinder(on: boolean): void;

  /** The frame of this moment (JPEG); `undefined` while none is ready or the viewfinder is off. */
  frame(): Uint8Array | undefined;

  /** The body is set otherwise from now on. Left out by sources that no light falls on. */
  adjust?(settings: ExposureSettings): void;
}

/** What a body's settings do to the light. */
export interface ExposureSettings {
  /** Stops lighter (positive) or darker than f/8, 1/125 s, ISO 400. */
  readonly stops: number;
  /** Did the body meter by itself? Then `stops` counts from a right exposure, whatever the light. */
  readonly metered: boolean;
  /** Colour of light that the body takes for white, kelvin; `undefined` where it finds out by itself. */
  readonly kelvin: number | undefined;
}

export const neutralExposure: ExposureSettings = { stops: 0, metered: true, kelvin: undefined };
