/** Panels as they arrived, by their code: 3 yellow, 2 magenta, 1 cyan, 0 black. One byte a dot, 255 is full ink. */
export type Plates = ReadonlyMap<number, Uint8Array>;

/** A printed side at the printer's own resolution, as a person holds it: red, green, blue a dot. */
export interface Face {
  readonly columns: number;
  readonly rows: number;
  readonly rgb: Uint8Array;
}

/** What the dyes leave of white light, black on top. `turned` printers are fed the picture upside down. */
export function developPlates(
  plates: Plates,
  { columns, rows, turned }: { readonly columns: number; readonly rows: number; readonly turned: boolean },
): Face {
  const dots = columns * rows;
  const rgb = new Uint8Array(dots * 3).fill(255);
  for (const [channel, code] of [1, 2, 3].entries()) {
    const plate = plates.get(code);
    if (plate === undefined) continue;
    for (let dot = 0; dot < dots; dot += 1) rgb[dot * 3 + channel] = 255 - (plate[turned ? dots - 1 - dot : dot] ?? 0);
  }
  const black = plates.get(0) ?? new Uint8Array(0);
  for (let dot = 0; dot < black.length; dot += 1) {
    if ((black[turned ? dots - 1 - dot : dot] ?? 0) >= 128) rgb.fill(0, dot * 3, dot * 3 + 3);
  }
  return { columns, rows, rgb };
}
