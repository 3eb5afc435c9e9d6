import type { Colour } from './colour.ts';
import { mix } from './colour.ts';
import { SeededRandom } from './random.ts';

/** Who sits in front of the practice camera. Lengths are in design units, see `portrait.ts`. */
export interface Sitter {
  readonly seed: string;
  readonly woman: boolean;
  /** 0 young, 1 old. */
  readonly age: number;
  readonly skin: Colour;
  readonly lip: Colour;
  readonly hair: Colour;
  readonly iris: Colour;
  readonly face: FaceShape;
  readonly beard: 'none' | 'stubble' | 'moustache' | 'short' | 'full';
  readonly headwear: 'none' | 'cap' | 'pakol' | 'dupatta';
  readonly hairStyle: 'sideParted' | 'swept' | 'receding' | 'cropped' | 'tied';
  readonly clothing: 'kameez' | 'waistcoat' | 'suit' | 'dupatta';
  readonly cloth: Colour;
  readonly overCloth: Colour;
  readonly headCloth: Colour;
  readonly backdrop: Colour;
  readonly glasses: boolean;
}

interface FaceShape {
  /** Half the width at the cheekbones, and at the jaw. */
  readonly cheek: number;
  readonly jaw: number;
  readonly chin: number;
  /** y of the chin's lowest point. */
  readonly chinY: number;
  readonly noseWidth: number;
  readonly noseLength: number;
  readonly mouthWidth: number;
  readonly lips: number;
  readonly eyeWidth: number;
  readonly eyeOpen: number;
  readonly eyeTilt: number;
  readonly browThick: number;
  readonly browArch: number;
}

const skins: readonly [Colour, ...Colour[]] = [
  [232, 190, 158],
  [222, 176, 141],
  [208, 158, 122],
  [193, 141, 105],
  [172, 120, 86],
  [148, 101, 72],
];

/** The same person for the same seed; `woman` fixes what the applicant's record already says. */
export function sitterOf(seed: string, woman?: boolean): Sitter {
  const random = new SeededRandom(`sitter ${seed}`);
  const drawn = random.chance(0.4);
  const isWoman = woman ?? drawn;
  const age = Math.min(1, Math.max(0, 0.35 + random.bell() * 0.42));
  const skin = mix(random.pick(...skins), random.pick(...skins), 0.25);
  const dark = random.pick<Colour>([24, 20, 20], [32, 24, 21], [44, 31, 25]);
  const hair = mix(dark, [176, 172, 168], Math.max(0, age - 0.62) * 1.9 * random.between(0.5, 1));
  return {
    seed,
    woman: isWoman,
    age,
    skin,
    lip: mix(skin, isWoman ? [164, 50, 60] : [146, 66, 62], isWoman ? 0.66 : 0.52),
    hair,
    iris: random.pick<Colour>([58, 36, 24], [72, 46, 28], [48, 32, 24], [92, 70, 42], [86, 92, 66]),
    face: faceOf(random, isWoman),
    ...attire(random, isWoman, age),
    backdrop: random.pick<Colour>([226, 231, 236], [221, 228, 235], [232, 234, 236], [228, 232, 230]),
    glasses: random.chance(0.08 + age * 0.12),
  };
}

function faceOf(random: SeededRandom, woman: boolean): FaceShape {
  const cheek = (woman ? 258 : 270) + random.bell() * 14;
  return {
    cheek,
    jaw: cheek * (woman ? 0.79 : 0.855) + random.bell() * 12,
    chin: (woman ? 66 : 88) + random.bell() * 14,
    chinY: (woman ? 1042 : 1064) + random.bell() * 18,
    noseWidth: (woman ? 60 : 70) + random.bell() * 7,
    noseLength: 186 + random.bell() * 14,
    mouthWidth: (woman ? 92 : 98) + random.bell() * 8,
    lips: (woman ? 1.14 : 0.94) + random.bell() * 0.16,
    eyeWidth: 60 + random.bell() * 3.5,
    eyeOpen: (woman ? 25.5 : 22.5) + random.bell() * 2.5,
    eyeTilt: 2 + random.bell() * 4,
    browThick: (woman ? 15 : 23) + random.bell() * 4,
    browArch: (woman ? 17 : 10) + random.bell() * 5,
  };
}

type Attire = Pick<Sitter, 'beard' | 'headwear' | 'hairStyle' | 'clothing' | 'cloth' | 'overCloth' | 'headCloth'>;

function attire(random: SeededRandom, woman: boolean, age: number): Attire {
  if (woman) {
    return {
      beard: 'none',
      headwear: random.chance(0.82) ? 'dupatta' : 'none',
      hairStyle: 'tied',
      clothing: 'dupatta',
      cloth: random.pick<Colour>(
        [122, 46, 66],
        [38, 84, 92],
        [54, 62, 110],
        [150, 96, 60],
        [66, 84, 62],
        [96, 70, 104],
      ),
      overCloth: random.pick<Colour>([200, 188, 168], [92, 60, 82], [52, 96, 104]),
      headCloth: random.pick<Colour>(
        [34, 36, 42],
        [186, 168, 146],
        [58, 82, 104],
        [132, 62, 78],
        [206, 200, 190],
        [74, 98, 84],
        [112, 92, 118],
      ),
    };
  }
  return {
    beard: random.pick<Sitter['beard']>('none', 'stubble', 'moustache', 'short', 'full', 'short', 'stubble'),
    headwear: random.chance(0.24 + age * 0.12) ? random.pick<Sitter['headwear']>('cap', 'pakol') : 'none',
    hairStyle:
      age > 0.66 && random.chance(0.6)
        ? 'receding'
        : random.pick<Sitter['hairStyle']>('sideParted', 'swept', 'cropped', 'sideParted'),
    clothing: random.pick<Sitter['clothing']>('kameez', 'kameez', 'waistcoat', 'suit'),
    cloth: random.pick<Colour>(
      [236, 236, 234],
      [176, 194, 212],
      [214, 204, 184],
      [150, 158, 168],
      [112, 128, 120],
      [84, 96, 118],
    ),
    overCloth: random.pick<Colour>([40, 42, 50], [58, 50, 46], [44, 54, 72], [70, 72, 76]),
    headCloth: random.pick<Colour>([240, 238, 232], [120, 100, 76], [150, 132, 104], [62, 56, 52]),
  };
}
