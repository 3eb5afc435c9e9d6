/** Where a practice camera gets its light from: the sitter in front of the lens. */
export interface PictureSource {
  /** A full-size JPEG of the sitter, as one exposure. */
  expose(): Promise<Uint8Array>;

  /** The viewfinder is on or off; frames are made only while it is on. */
  viewfinder(on: boolean): void;

  /** The frame of this moment (JPEG); `undefined` while none is ready or the viewfinder is off. */
  frame(): Uint8Array | undefined;
}
