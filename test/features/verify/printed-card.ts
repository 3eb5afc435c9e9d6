import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PracticeBus } from '../../../src-main/devices/practice/practice-bus.ts';
import { PracticePrinter } from '../../../src-main/devices/practice/printer-model.ts';
import { PrinterManager } from '../../../src-main/devices/printer/printer-manager.ts';
import { prepareFonts } from '../../../src-main/features/cards/card-fonts.ts';
import { faceImage } from '../../../src-main/features/trust/face-image.ts';
import type { CredentialKeyPair } from '../../../src-main/features/trust/node-crypto.ts';
import type { Credential } from '../../../src-shared/credential/credential.ts';
import { plainPrintSettings } from '../../../src-shared/devices/print-setting.ts';
import { Category } from '../../../src-shared/licensing/category.ts';
import { signed } from '../../support/authority.ts';
import { samplePortrait } from '../../support/portrait.ts';
import { sampleCard } from '../cards/sample-card.ts';

export interface PrintedBack {
  /** What the code holds. */
  readonly text: string;
  /** The back of the card as the practice printer saves it, PNG. */
  readonly png: Uint8Array;
}

/** Characters of version 28 at correction level M: the densest code that is printed. */
const MOST_CHARACTERS = 1_727;

/** Named once: the drawing library keeps the fonts it found first. */
const fonts = mkdtempSync(path.join(tmpdir(), 'card-fonts-'));
process.once('exit', () => rmSync(fonts, { recursive: true, force: true }));

/** The back of a card with a face in its code, as the practice printer prints it. */
export async function printUsual(signer: CredentialKeyPair): Promise<PrintedBack> {
  await prepareFonts(fonts);
  const bytes = await faceImage(await samplePortrait(), 560);
  return print(signed(signer, { face: { format: 'webp', bytes: bytes! } }));
}

/** The same with a code as dense as any: names as long as they may be, every category, and the rest full of dots. */
export async function printDensest(signer: CredentialKeyPair): Promise<PrintedBack> {
  await prepareFonts(fonts);
  const long: Partial<Credential> = {
    nameEn: 'Muhammad Abdurrahman Shahabuddin Qureshi Hashmi Naqshbandi J',
    nameUr: 'محمد عبدالرحمٰن شہاب الدین قریشی ہاشمی نقشبندی مجددی صدیقی صا',
    categories: Category.options,
  };
  const room = Math.floor(((MOST_CHARACTERS - signed(signer, { ...long, face: undefined }).length) * 2) / 3) - 16;
  const bytes = Uint8Array.from({ length: room }, (_, index) => (index * 197 + 31 * (index >> 3)) & 0xff);
  return print(signed(signer, { ...long, face: { format: 'webp', bytes } }));
}

async function print(text: string): Promise<PrintedBack> {
  const { renderCard } = await import('../../../src-main/features/cards/card-face.ts');
  const bus = new PracticeBus();
  const printer = new PracticePrinter();
  bus.plug(printer);
  const manager = new PrinterManager(bus, { pollMs: 0 });
  const faces = await renderCard({ ...sampleCard, code: text }, await samplePortrait());
  await manager.print({ ...faces, settings: plainPrintSettings }, () => {});
  await manager.close();
  return { text, png: printer.lastCard!.backPng! };
}
