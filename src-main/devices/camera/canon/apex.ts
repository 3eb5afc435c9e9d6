/**
 * Words for Canon's exposure codes: APEX values in eighths, where a third of a stop is 3 or 5 eighths
 * and a half is 4. The rounded figures are the nominal ones that are engraved on lenses and dials
 * (ISO 517 for apertures, ISO 516 for shutters, ISO 5800 for film speeds); which code stands for which
 * is in libgphoto2, camlibs/ptp2/config.c.
 */
const shutterThirds =
  '30 25 20 15 13 10 8 6 5 4 3.2 2.5 2 1.6 1.3 1 0.8 0.6 0.5 0.4 0.3 1/4 1/5 1/6 1/8 1/10 1/13 1/15 1/20 1/25 1/30 1/40 1/50 1/60 1/80 1/100 1/125 1/160 1/200 1/250 1/320 1/400 1/500 1/640 1/800 1/1000 1/1250 1/1600 1/2000 1/2500 1/3200 1/4000 1/5000 1/6400 1/8000';
const shutterHalves = '20 10 6 3 1.5 0.7 0.3 1/6 1/10 1/20 1/45 1/90 1/180 1/350 1/750 1/1500 1/3000 1/6000';
const apertureThirds =
  '1.0 1.1 1.2 1.4 1.6 1.8 2.0 2.2 2.5 2.8 3.2 3.5 4 4.5 5 5.6 6.3 7.1 8 9 10 11 13 14 16 18 20 22 25 29 32 36 40 45';
const apertureHalves = '1.2 1.8 2.5 3.5 4.5 6.7 9.5 13 19 27';
const isoThirds =
  '50 64 80 100 125 160 200 250 320 400 500 640 800 1000 1250 1600 2000 2500 3200 4000 5000 6400 8000 10000 12800 16000 20000 25600 32000 40000 51200 64000 80000 102400';

const shutters = new Map([...thirds(0x10, shutterThirds), ...halves(0x14, shutterHalves)]);
const apertures = new Map([...thirds(0x08, apertureThirds), ...halves(0x0c, apertureHalves)]);
const isos = thirds(0x40, isoThirds);

/** Bulb on older and newer bodies. */
const bulbs: ReadonlySet<number> = new Set([0x04, 0x0c]);

/** `1/125`, `0.5 s`, `auto` where the body chooses. */
export function shutterLabel(code: number): string {
  if (code === 0) return 'auto';
  if (bulbs.has(code)) return 'bulb';
  const nominal = shutters.get(code);
  if (nominal === undefined) return unknown(code);
  return nominal.startsWith('1/') ? nominal : `${nominal} s`;
}

/** `f/5.6`; `auto` without a lens that the body can set, or where the body chooses. */
export function apertureLabel(code: number): string {
  if (code === 0 || code === 0xff_ff) return 'auto';
  const nominal = apertures.get(code);
  return nominal === undefined ? unknown(code) : `f/${nominal}`;
}

/** `ISO 400`, `ISO auto`. */
export function isoLabel(code: number): string {
  if (code <= 1) return 'ISO auto';
  const nominal = isos.get(code);
  return nominal === undefined ? unknown(code) : `ISO ${nominal}`;
}

/** `0`, `+1/3`, `-1 2/3`: the code is a signed byte. */
export function compensationLabel(code: number): string {
  const eighths = signedByte(code);
  if (eighths === 0) return '0';
  const size = Math.abs(eighths);
  const part = parts[size % 8];
  if (part === undefined) return unknown(code);
  const whole = Math.floor(size / 8);
  const figure = whole === 0 ? part : `${whole} ${part}`.trimEnd();
  return `${eighths < 0 ? '-' : '+'}${figure}`;
}

const parts: Readonly<Record<number, string>> = { 0: '', 3: '1/3', 4: '1/2', 5: '2/3' };

export function signedByte(code: number): number {
  return ((code & 0xff) << 24) >> 24;
}

/** A code that no table has, as it is: a technician can still look it up. */
export function unknown(code: number): string {
  return `0x${code.toString(16).padStart(2, '0')}`;
}

function thirds(first: number, list: string): ReadonlyMap<number, string> {
  const steps = [0, 3, 5];
  return new Map(
    list.split(' ').map((figure, index) => [first + 8 * Math.floor(index / 3) + (steps[index % 3] ?? 0), figure]),
  );
}

function halves(first: number, list: string): ReadonlyMap<number, string> {
  return new Map(list.split(' ').map((figure, index) => [first + 8 * index, figure]));
}
