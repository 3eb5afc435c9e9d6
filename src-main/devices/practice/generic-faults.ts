/** Bad luck that a practice still camera can be told to have, besides that on its wire. */
export class GenericFaults {
  /** No card in the slot. */
  noCard = false;
  /** Finds its card full when it wants to store. */
  full = false;
  /** Says nothing of a picture by events. */
  noEvents = false;
  /** Stores a raw file and no picture, or before the picture. */
  raw: 'none' | 'before' | 'only' = 'none';
  /** Does not say how large its objects are. */
  sizeless = false;
  /** Sends its pictures a few bytes at a time. */
  crumbs = false;
}
