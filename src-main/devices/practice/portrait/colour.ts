/** Red, green, blue, 0 to 255. */
export type Colour = readonly [number, number, number];

export function css([red, green, blue]: Colour): string {
  return `rgb(${Math.round(red)},${Math.round(green)},${Math.round(blue)})`;
}

/** `amount` of `other` in `colour`, 0 to 1. */
export function mix(colour: Colour, other: Colour, amount: number): Colour {
  const at = (index: 0 | 1 | 2): number => colour[index] + (other[index] - colour[index]) * amount;
  return [at(0), at(1), at(2)];
}

export function darker(colour: Colour, amount: number): Colour {
  return mix(colour, [12, 6, 8], amount);
}

export function lighter(colour: Colour, amount: number): Colour {
  return mix(colour, [255, 250, 244], amount);
}
