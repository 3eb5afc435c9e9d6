import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from '../../src-main/hosts/loopback/chromium.ts';

/** What a real print and its reading back need; says loudly when something is missing. */
export const canPrint = available();

/** A PDF as another program reads it: Debian's poppler-utils. */
export class PdfReader {
  readonly #dir = mkdtempSync(join(tmpdir(), 'pdf-'));
  readonly #file = join(this.#dir, 'paper.pdf');

  constructor(bytes: Uint8Array) {
    writeFileSync(this.#file, bytes);
  }

  /** Text with single spaces and without marks of direction. */
  get text(): string {
    const text = this.#run('pdftotext', ['-layout', this.#file, '-']).toString('utf8');
    return text.replaceAll(/[\p{Cf}]/gu, '').replaceAll(/\s+/g, ' ');
  }

  /** Names of the fonts, without the mark of a subset; every one is inside the file. */
  get fonts(): string[] {
    const lines = this.#run('pdffonts', [this.#file]).toString('utf8').trim().split('\n').slice(2);
    const rows = lines.map((line) => line.split(/\s+/));
    if (rows.some((row) => row.at(-5) !== 'yes')) throw new Error(`a font is not embedded:\n${lines.join('\n')}`);
    return rows.map(([name = '']) => name.replace(/^[A-Z]{6}\+/, '')).toSorted();
  }

  info(name: 'Pages' | 'Page size' | 'Title' | 'JavaScript'): string {
    const lines = this.#run('pdfinfo', [this.#file]).toString('utf8').split('\n');
    return (
      lines
        .find((line) => line.startsWith(`${name}:`))
        ?.slice(name.length + 1)
        .trim() ?? ''
    );
  }

  /** Part of the first page that is reddish, 0 to 1: the mark of practice prints is. */
  get redness(): number {
    const image = this.#run('pdftoppm', ['-r', '40', '-f', '1', '-l', '1', this.#file]);
    const pixels = image.subarray(image.indexOf('\n255\n') + 5);
    let red = 0;
    for (let at = 0; at < pixels.length; at += 3) if (pixels[at]! - pixels[at + 1]! > 20) red += 1;
    return red / (pixels.length / 3);
  }

  /** The first page as a camera would see it: red, green, blue and alpha a dot. */
  pixels(dpi: number): { data: Uint8ClampedArray; width: number; height: number } {
    const image = this.#run('pdftoppm', ['-r', String(dpi), '-f', '1', '-l', '1', this.#file]);
    const head = /^P6\n(\d+) (\d+)\n255\n/.exec(image.subarray(0, 40).toString('latin1'))!;
    const [width, height] = [Number(head[1]), Number(head[2])];
    const data = new Uint8ClampedArray(width * height * 4).fill(255);
    for (let dot = 0, at = head[0].length; dot < width * height; dot += 1, at += 3) {
      data.set(image.subarray(at, at + 3), dot * 4);
    }
    return { data, width, height };
  }

  close(): void {
    rmSync(this.#dir, { recursive: true });
  }

  #run(program: string, args: readonly string[]): Buffer {
    const { status, stdout, stderr } = spawnSync(program, args, { maxBuffer: 64 << 20 });
    if (status !== 0) throw new Error(`${program}: ${stderr.toString('utf8')}`);
    return stdout;
  }
}

/** Reads a PDF and forgets it. */
export function readPdf<Value>(bytes: Uint8Array, look: (pdf: PdfReader) => Value): Value {
  const pdf = new PdfReader(bytes);
  try {
    return look(pdf);
  } finally {
    pdf.close();
  }
}

function available(): boolean {
  const missing = ['pdftotext', 'pdffonts', 'pdfinfo', 'pdftoppm'].filter(
    (name) => spawnSync(name, ['-v']).error !== undefined,
  );
  if (findChromium() === undefined) missing.push('Chromium');
  if (missing.length > 0)
    console.error(
      `NOT TESTED: printing papers, for want of ${missing.join(', ')} (apt install chromium poppler-utils)`,
    );
  return missing.length === 0;
}
