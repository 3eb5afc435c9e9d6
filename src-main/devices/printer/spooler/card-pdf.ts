import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { CARD_HEIGHT, CARD_WIDTH } from '../printer-port.ts';

const compress = promisify(deflate);

/** CR80 as ISO/IEC 7810 gives ID-1, millimetres. */
const CARD_MM = { width: 85.6, height: 53.98 } as const;
const POINT_MM = 25.4 / 72;
/** A dot of 1/300 inch, points. */
const DOT = 72 / 300;

/** Programs that paint a PDF round the edges of a picture outwards to whole dots; points, a two-hundredth of a dot. */
const INSET = 0.001;

const page = { width: CARD_MM.width / POINT_MM, height: CARD_MM.height / POINT_MM } as const;
/** The picture is wider and higher than the card; whole dots of it are left out at the left and at the top. */
const bleed = {
  left: Math.floor((CARD_WIDTH - page.width / DOT) / 2),
  top: Math.floor((CARD_HEIGHT - page.height / DOT) / 2),
} as const;

/**
 * A PDF with one page of the size of a card for every picture (1016 x 648 dots of red, green, blue), each dot
 * 1/300 inch, kept without loss. The few objects that this takes are those of ISO 32000-1: catalogue and page
 * tree (7.7), a content stream that places one image (8.9.5), FlateDecode (7.4.4), cross-reference table (7.5.4).
 */
export async function cardPdf(pictures: readonly Uint8Array[]): Promise<Uint8Array> {
  const kids = pictures.map((_, index) => `${3 + index * 3} 0 R`).join(' ');
  const objects: Uint8Array[] = [
    text('<< /Type /Catalog /Pages 2 0 R >>'),
    text(`<< /Type /Pages /Kids [${kids}] /Count ${pictures.length} >>`),
  ];
  for (const [index, picture] of pictures.entries()) objects.push(...(await pageObjects(picture, 3 + index * 3)));
  return assemble(objects);
}

/** Page, content and image; `number` is the object number of the page. */
async function pageObjects(picture: Uint8Array, number: number): Promise<readonly Uint8Array[]> {
  const width = CARD_WIDTH * DOT - 2 * INSET;
  const height = CARD_HEIGHT * DOT - 2 * INSET;
  const x = INSET - bleed.left * DOT;
  const y = INSET + page.height - CARD_HEIGHT * DOT + bleed.top * DOT;
  const place = `${figure(width)} 0 0 ${figure(height)} ${figure(x)} ${figure(y)} cm /Face Do`;
  const box = `[0 0 ${figure(page.width)} ${figure(page.height)}]`;
  const image = `/Type /XObject /Subtype /Image /Width ${CARD_WIDTH} /Height ${CARD_HEIGHT} /BitsPerComponent 8`;
  return [
    text(
      `<< /Type /Page /Parent 2 0 R /MediaBox ${box} /Contents ${number + 1} 0 R ` +
        `/Resources << /XObject << /Face ${number + 2} 0 R >> >> >>`,
    ),
    stream('', text(place)),
    stream(`${image} /ColorSpace /DeviceRGB /Filter /FlateDecode /Interpolate false`, await compress(picture)),
  ];
}

function stream(entries: string, data: Uint8Array): Uint8Array {
  return Buffer.concat([text(`<< ${entries} /Length ${data.length} >>\nstream\n`), data, text('\nendstream')]);
}

function assemble(objects: readonly Uint8Array[]): Uint8Array {
  // A comment of high bytes tells whoever carries the file that it is not text (7.5.2).
  const parts: Uint8Array[] = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const places: number[] = [];
  let length = parts[0]?.length ?? 0;
  const add = (part: Uint8Array): void => {
    parts.push(part);
    length += part.length;
  };
  for (const [index, object] of objects.entries()) {
    places.push(length);
    add(text(`${index + 1} 0 obj\n`));
    add(object);
    add(text('\nendobj\n'));
  }
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`;
  add(text(`xref\n0 ${size}\n0000000000 65535 f \n${table}${trailer}`));
  return new Uint8Array(Buffer.concat(parts, length));
}

function text(value: string): Uint8Array {
  return Buffer.from(value, 'latin1');
}

function figure(points: number): string {
  return points.toFixed(4);
}
