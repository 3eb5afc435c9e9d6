/** Bad luck that a practice Nikon can be told to have, besides that on its wire. */
export class NikonFaults {
  /** The lens finds nothing to focus on. */
  noFocus = false;
  /** Bits of the live view prohibit condition. */
  prohibited = 0;
  /** Ends live view by itself after so many frames. */
  framesUntilEnd = Infinity;
  /** So many answers "busy" after a release and after a start of live view. */
  busyAnswers = 2;
  /** Does not say which object was added. */
  namelessObject = false;
  /** Knows no destination of a release, as the D3X. */
  oneParameter = false;
  /** Has dropped the picture from its memory when it is told to delete it, as the D90. */
  forgetsPicture = false;
  /** Says nothing of a picture by events. */
  noEvents = false;
  /** Stores a raw file before the picture. */
  rawFirst = false;
}
