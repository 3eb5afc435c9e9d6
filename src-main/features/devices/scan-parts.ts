/** One byte a dot of brightness. */
export interface Grey {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Dots that hang together. Edges are inclusive. */
export interface Blob {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly dots: number;
}

/** Marks with 1 every dark dot that is joined to the edge of the scan: what the card lies on. */
export function backgroundOf({ data, width, height }: Grey, threshold: number): Uint8Array {
  const seen = new Uint8Array(data.length);
  const stack: number[] = [];
  const visit = (dot: number) => {
    if (seen[dot] === 1 || (data[dot] ?? 255) >= threshold) return;
    seen[dot] = 1;
    stack.push(dot);
  };
  for (let x = 0; x < width; x += 1) [x, (height - 1) * width + x].forEach(visit);
  for (let y = 0; y < height; y += 1) [y * width, y * width + width - 1].forEach(visit);
  for (let dot = stack.pop(); dot !== undefined; dot = stack.pop()) neighbours(dot, { width, height }, visit);
  return seen;
}

/** A scan of a card has some hundred parts; one with more than this is noise. */
const MOST_BLOBS = 20_000;

/** The blobs of dots that are 0 in `taken`, which is used up; none where the picture is nothing but noise. */
export function blobsOf(taken: Uint8Array, size: Pick<Grey, 'width' | 'height'>): readonly Blob[] {
  const blobs: Blob[] = [];
  for (let start = taken.indexOf(0); start !== -1; start = taken.indexOf(0, start + 1)) {
    if (blobs.length === MOST_BLOBS) return [];
    blobs.push(take(taken, start, size));
  }
  return blobs;
}

function take(taken: Uint8Array, start: number, size: Pick<Grey, 'width' | 'height'>): Blob {
  let [left, top, right, bottom, dots] = [size.width, size.height, 0, 0, 0];
  const stack = [start];
  taken[start] = 1;
  for (let dot = stack.pop(); dot !== undefined; dot = stack.pop()) {
    const x = dot % size.width;
    const y = (dot - x) / size.width;
    dots += 1;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
    neighbours(dot, size, (next) => {
      if (taken[next] === 1) return;
      taken[next] = 1;
      stack.push(next);
    });
  }
  return { left, top, right, bottom, dots };
}

function neighbours(dot: number, { width, height }: { width: number; height: number }, visit: (dot: number) => void) {
  const x = dot % width;
  if (x > 0) visit(dot - 1);
  if (x < width - 1) visit(dot + 1);
  if (dot >= width) visit(dot - width);
  if (dot < (height - 1) * width) visit(dot + width);
}
