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
  /** How it tells of its picture: by object and completion, by an object without its number, by completion alone. */
  tells: 'all' | 'nameless' | 'completion' = 'all';
  /** Knows no destination of a release, as the D3X. */
  oneParameter = false;
  /** Stores a raw file before the picture. */
  rawFirst = false;
}
