import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PracticeBus } from '../../../src-main/devices/practice/practice-bus.ts';
import { PortraitSource } from '../../../src-main/devices/practice/portrait-source.ts';
import { PracticePrinter } from '../../../src-main/devices/practice/printer-model.ts';
import { PrinterManager } from '../../../src-main/devices/printer/printer-manager.ts';
import { prepareFonts } from '../../../src-main/features/cards/card-fonts.ts';
import { faceImage } from '../../../src-main/features/trust/face-image.ts';
import { plainPrintSettings } from '../../../src-shared/devices/print-setting.ts';
import type { CredentialKeyPair } from '../../../src-main/features/trust/node-crypto.ts';
import type { Credential } from '../../../src-shared/credential/credential.ts';
import { sampleCredential, signed } from '../../support/authority.ts';
import { sampleCard } from '../cards/sample-card.ts';

/** A portrait as the practice camera takes it, ready for a card. */
export async function practicePortrait(): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  return sharp(await new PortraitSource('verify').expose())
    .extract({ left: 1_678, top: 100, width: 2_644, height: 3_400 })
    .resize(600, 772)
    .jpeg({ quality: 88 })
    .toBuffer();
}

export interface PrintedBack {
  /** What the code holds. */
  readonly text: string;
  /** The back of the card as the practice printer saves it, PNG. */
  readonly png: Uint8Array;
}

/** The back of a card with the densest code there is, signed and printed by the practice printer. */
export async function printBack(signer: CredentialKeyPair, change: Partial<Credential> = {}): Promise<PrintedBack> {
  const fonts = mkdtempSync(path.join(tmpdir(), 'card-fonts-'));
  try {
    await prepareFonts(fonts);
    const { renderCard } = await import('../../../src-main/features/cards/card-face.ts');
    const portrait = await practicePortrait();
    const bytes = (await faceImage(portrait, 560))!;
    const text = signed(signer, { face: { format: 'webp', bytes }, ...change });
    const bus = new PracticeBus();
    const printer = new PracticePrinter();
    bus.plug(printer);
    const manager = new PrinterManager(bus, { pollMs: 0 });
    const faces = await renderCard({ ...sampleCard, code: text }, portrait);
    await manager.print({ ...faces, settings: plainPrintSettings }, () => {});
    await manager.close();
    return { text, png: printer.lastCard!.backPng! };
  } finally {
    rmSync(fonts, { recursive: true, force: true });
  }
}
