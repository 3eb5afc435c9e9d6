import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { colourPanels } from '../src-main/devices/printer/evolis/panel.ts';
import { encodeDataCommand } from '../src-main/devices/printer/evolis/command.ts';
import { CARD_HEIGHT, CARD_WIDTH, type CardSide } from '../src-main/devices/printer/printer-port.ts';
import { prepareFonts } from '../src-main/features/cards/card-fonts.ts';
import { sampleCard } from '../test/features/cards/sample-card.ts';
import { quantile, report, timedAsync } from './harness.ts';

/**
 * A card from its data to the bytes that go to the printer: both faces drawn, then both encoded as the
 * panels of a YMCKO ribbon. Beside it, in the same rounds, the drawing library alone writes the same
 * pixels of both faces as PNG: what encoding an image of that size costs on this machine.
 */
const ROUNDS = 40;
const WARM_UP = 4;

const fonts = mkdtempSync(join(tmpdir(), 'bench-render-'));
await prepareFonts(fonts);
const [{ renderCard }, { encodePng }, { portraitPhoto }, { PortraitSource }] = await Promise.all([
  import('../src-main/features/cards/card-face.ts'),
  import('../src-main/features/cards/svg-raster.ts'),
  import('../src-main/devices/camera/portrait-photo.ts'),
  import('../src-main/devices/practice/portrait-source.ts'),
]);
const portrait = await portraitPhoto(await new PortraitSource('bench').expose());

const samples = { draw: [] as number[], encode: [] as number[], whole: [] as number[], png: [] as number[] };
let bytes = 0;
for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
  const drawn = await timedAsync(() => renderCard({ ...sampleCard, nameEn: `Sample ${round}` }, portrait.jpeg));
  const { front, back } = drawn.value;
  const encoded = await timedAsync(() => Promise.resolve([front, back].map((side) => printerBytes(side))));
  bytes = encoded.value.reduce((sum, each) => sum + each, 0);
  const png = await timedAsync(() => Promise.all([encodePng(front.rgb), encodePng(back.rgb)]));
  if (round < WARM_UP) continue;
  samples.draw.push(drawn.ms);
  samples.encode.push(encoded.ms);
  samples.whole.push(drawn.ms + encoded.ms);
  samples.png.push(png.ms);
}
rmSync(fonts, { recursive: true });

const whole = quantile(samples.whole, 0.5);
report('render', [
  { figure: 'draw_p50', value: quantile(samples.draw, 0.5), unit: 'ms' },
  { figure: 'draw_p99', value: quantile(samples.draw, 0.99), unit: 'ms' },
  { figure: 'encode_p50', value: quantile(samples.encode, 0.5), unit: 'ms' },
  { figure: 'encode_p99', value: quantile(samples.encode, 0.99), unit: 'ms' },
  { figure: 'card_p50', value: whole, unit: 'ms' },
  { figure: 'card_p99', value: quantile(samples.whole, 0.99), unit: 'ms' },
  { figure: 'png_p50', value: quantile(samples.png, 0.5), unit: 'ms' },
  { figure: 'card_vs_png', value: whole / quantile(samples.png, 0.5), unit: 'x' },
  {
    figure: 'encode_rate',
    value: (2 * CARD_WIDTH * CARD_HEIGHT) / 1e3 / quantile(samples.encode, 0.5),
    unit: 'Mdots/s',
  },
  { figure: 'printer_bytes', value: bytes / 1e6, unit: 'MB' },
]);

/** Length of the commands of one side. */
function printerBytes(side: CardSide): number {
  const commands = colourPanels(side).map(({ panel, levels, data }) =>
    encodeDataCommand(`Db;${panel};${levels}`, data),
  );
  return commands.reduce((sum, command) => sum + command.length, 0);
}
