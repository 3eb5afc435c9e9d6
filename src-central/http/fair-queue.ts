/**
 * A queue that serves centres in turn, and each centre's own in their order: one centre with a long backlog
 * delays the others by one piece of its work, never by all of it.
 */
export class FairQueue<Item> {
  /** In the order of their turns: the centre just served goes to the end. */
  readonly #byCentre = new Map<string, Item[]>();
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(centre: string, item: Item): void {
    const list = this.#byCentre.get(centre);
    if (list === undefined) this.#byCentre.set(centre, [item]);
    else list.push(item);
    this.#length += 1;
  }

  /** Takes the next that may go; undefined when none may. */
  take(mayGo: (item: Item) => boolean): Item | undefined {
    for (const [centre, list] of this.#byCentre) {
      const place = list.findIndex(mayGo);
      if (place === -1) continue;
      const [item] = list.splice(place, 1);
      this.#byCentre.delete(centre);
      if (list.length > 0) this.#byCentre.set(centre, list);
      this.#length -= 1;
      return item;
    }
    return undefined;
  }
}
