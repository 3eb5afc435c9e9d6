import { encode } from 'uqr';
import { PortraitSource } from '../src-main/devices/practice/portrait-source.ts';
import { faceImage } from '../src-main/features/trust/face-image.ts';
import { encodeClaims } from '../src-shared/credential/claims.ts';
import { writeCredential } from '../src-shared/credential/credential-text.ts';
import type { Credential } from '../src-shared/credential/credential.ts';
import { verifyText } from '../src-shared/credential/verify.ts';
import { back } from '../src-shared/card/card-layout.ts';
import { quantile, report, timed, timedAsync, type Figure } from './harness.ts';
import { benchAuthority, benchCredential } from './qr/bench-cards.ts';

/**
 * `npm run bench -- qr`: the code of a card, from the holder's data to modules and back to a verdict: how many a second
 * one core builds, signs, encodes and verifies, and how large a code is with and without the face.
 */
const ROUNDS = 2_000;
const FACES = 20;

const { default: sharp } = await import('sharp');
const source = new PortraitSource('bench');
const portrait = await sharp(await source.expose())
  .extract({ left: 1_678, top: 100, width: 2_644, height: 3_400 })
  .resize(600, 772)
  .jpeg({ quality: 88 })
  .toBuffer();

const drawn: number[] = [];
let face: Uint8Array | undefined;
for (let round = 0; round < FACES; round += 1) {
  const { value, ms } = await timedAsync(() => faceImage(portrait, 530));
  drawn.push(ms);
  face = value;
}
if (face === undefined) throw new Error('no face fits');
const withFace = (number: number): Credential => ({
  ...benchCredential(number),
  face: { format: 'webp', bytes: face },
});

const ed = benchAuthority('EdDSA');
const p256 = benchAuthority('ES256');
const bare = writeCredential(benchCredential(17), ed.signer);
const whole = writeCredential(withFace(17), ed.signer);
if (verifyText(ed.parts, whole).verdict !== 'genuine') throw new Error('what is measured does not verify');

function perSecond(work: (round: number) => unknown, rounds = ROUNDS): number {
  for (let round = 0; round < rounds / 10; round += 1) work(round);
  return rounds / (timed(() => Array.from({ length: rounds }, (_, round) => work(round))) / 1000);
}

const codeOf = (text: string) => encode(text, { ecc: 'M', border: 0 });
const dots = (text: string) => Math.floor(back.qr.width / (codeOf(text).size + 8));

const figures: readonly Figure[] = [
  { figure: 'build', value: perSecond((round) => encodeClaims(withFace(round))), unit: '/s' },
  { figure: 'build_and_sign', value: perSecond((round) => writeCredential(withFace(round), ed.signer)), unit: '/s' },
  {
    figure: 'build_and_sign_p256',
    value: perSecond((round) => writeCredential(withFace(round), p256.signer)),
    unit: '/s',
  },
  { figure: 'encode_modules', value: perSecond(() => codeOf(whole), 100), unit: '/s' },
  { figure: 'verify', value: perSecond(() => verifyText(ed.parts, whole)), unit: '/s' },
  { figure: 'verify_p256', value: verifyRate(), unit: '/s' },
  { figure: 'face_ms', value: quantile(drawn, 0.5), unit: 'ms' },
  { figure: 'face_bytes', value: face.length, unit: 'B' },
  { figure: 'text_without_face', value: bare.length, unit: 'characters' },
  { figure: 'version_without_face', value: codeOf(bare).version, unit: '', reach: { atMost: 28 } },
  { figure: 'text_with_face', value: whole.length, unit: 'characters' },
  { figure: 'version_with_face', value: codeOf(whole).version, unit: '', reach: { atMost: 28 } },
  { figure: 'dots_a_module', value: dots(whole), unit: 'of 1/300 inch', reach: { atLeast: 3 } },
];
report('qr', figures);

function verifyRate(): number {
  const text = writeCredential(withFace(17), p256.signer);
  return perSecond(() => verifyText(p256.parts, text));
}
