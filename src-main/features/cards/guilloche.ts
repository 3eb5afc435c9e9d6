/** Path of a curve through points, as SVG `d`. One decimal: a tenth of a dot is below what prints. */
function pathOf(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
}

/** A family of interlaced waves, as engraved papers have: fine, and hard to redraw by eye. */
export interface Waves {
  readonly width: number;
  readonly top: number;
  readonly bottom: number;
  readonly lines: number;
  /** Height of the swing, and its length, dots. */
  readonly swing: number;
  readonly length: number;
  /** How far neighbouring lines are shifted against each other, radians. */
  readonly drift: number;
}

export function wavePaths({ width, top, bottom, lines, swing, length, drift }: Waves): string {
  const step = 7;
  return Array.from({ length: lines }, (_, line) => {
    const y = top + ((bottom - top) * line) / Math.max(1, lines - 1);
    const points = Array.from({ length: Math.ceil(width / step) + 1 }, (_point, index): [number, number] => {
      const x = index * step;
      const turn = (2 * Math.PI * x) / length + line * drift;
      return [
        x,
        y + swing * Math.sin(turn) * Math.cos(turn * 0.37 + line * 0.11) + swing * 0.35 * Math.sin(turn * 2.3),
      ];
    });
    return pathOf(points);
  }).join('');
}

/** A rosette of nested petals around a centre. */
export interface Rosette {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly petals: number;
  readonly rings: number;
}

export function rosettePaths({ x, y, radius, petals, rings }: Rosette): string {
  const steps = petals * 18;
  return Array.from({ length: rings }, (_, ring) => {
    const reach = radius * (0.28 + (0.72 * (ring + 1)) / rings);
    const points = Array.from({ length: steps + 1 }, (_point, index): [number, number] => {
      const angle = (2 * Math.PI * index) / steps;
      const r = reach * (0.82 + 0.18 * Math.cos(petals * angle + (ring % 2) * Math.PI + ring * 0.21));
      return [x + r * Math.cos(angle), y + r * Math.sin(angle)];
    });
    return `${pathOf(points)}Z`;
  }).join('');
}

/** Crescent and star of the national flag, open to the upper right, in a circle of `radius` around (x, y). */
export function crescentAndStar({
  x,
  y,
  radius,
}: {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}): string {
  // Inner circle of 0.8 radius, moved 0.3 radius up and right along the flag's diagonal.
  const inner = 0.8 * radius;
  const shift = 0.3 * radius;
  const along = (radius ** 2 - inner ** 2 + shift ** 2) / (2 * shift);
  const across = Math.sqrt(radius ** 2 - along ** 2);
  const diagonal = Math.SQRT1_2;
  const at = (a: number, b: number): string =>
    `${(x + (a + b) * diagonal).toFixed(2)} ${(y + (b - a) * diagonal).toFixed(2)}`;
  const crescent = `M${at(along, -across)}A${radius} ${radius} 0 1 0 ${at(along, across)}A${inner} ${inner} 0 1 1 ${at(along, -across)}Z`;
  const centre = { x: x + 0.42 * radius, y: y - 0.42 * radius };
  const points = Array.from({ length: 10 }, (_, index): [number, number] => {
    const reach = (index % 2 === 0 ? 0.36 : 0.36 * 0.382) * radius;
    const angle = -Math.PI / 4 + (index * Math.PI) / 5;
    return [centre.x + reach * Math.cos(angle), centre.y + reach * Math.sin(angle)];
  });
  return `${crescent}${pathOf(points)}Z`;
}
