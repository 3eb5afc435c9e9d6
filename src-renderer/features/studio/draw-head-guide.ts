import { headBox, keptPart, type HeadMarks, type Part } from '../../../src-shared/imaging/head-box.ts';

/** Middle of the eyes' band as sitters are asked to sit: a little above it looks natural. */
const EYE_LINE = 0.43;

/**
 * Draws where the head goes: what is not kept is dimmed, an oval for the face, a line for the eyes, and at the
 * edges the bands in which crown, eyes and chin have to be (`headBox`).
 */
export function drawHeadGuide(canvas: HTMLCanvasElement): void {
  const pen = canvas.getContext('2d');
  if (pen === null) return;
  const kept = keptPart(canvas);
  pen.save();
  dimOutside(pen, kept);
  drawBands(pen, kept);
  drawOval(pen, kept);
  pen.restore();
}

/** The same with the technician's marks: a line through the picture for each, the chosen one in another colour. */
export function drawHeadMarks(canvas: HTMLCanvasElement, marks: HeadMarks, chosen: keyof HeadMarks): void {
  const pen = canvas.getContext('2d');
  if (pen === null) return;
  const kept = keptPart(canvas);
  pen.save();
  dimOutside(pen, kept);
  drawBands(pen, kept);
  for (const name of ['crown', 'eyes', 'chin'] as const) {
    pen.strokeStyle = name === chosen ? '#ffb648' : '#fff';
    pen.lineWidth = kept.height / (name === chosen ? 100 : 180);
    pen.beginPath();
    pen.moveTo(kept.left, kept.top + kept.height * marks[name]);
    pen.lineTo(kept.left + kept.width, kept.top + kept.height * marks[name]);
    pen.stroke();
  }
  pen.restore();
}

function dimOutside(pen: CanvasRenderingContext2D, { left, top, width, height }: Part): void {
  pen.fillStyle = 'rgb(11 30 22 / 55%)';
  pen.beginPath();
  pen.rect(0, 0, pen.canvas.width, pen.canvas.height);
  pen.rect(left, top, width, height);
  pen.fill('evenodd');
}

/** Brackets at both edges, so that nothing lies over the face. */
function drawBands(pen: CanvasRenderingContext2D, { left, top, width, height }: Part): void {
  const reach = width * 0.07;
  for (const { least, most } of [headBox.crown, headBox.eyes, headBox.chin]) {
    const from = top + height * least;
    const high = height * (most - least);
    pen.fillStyle = 'rgb(46 160 106 / 55%)';
    pen.fillRect(left, from, reach, high);
    pen.fillRect(left + width - reach, from, reach, high);
  }
}

function drawOval(pen: CanvasRenderingContext2D, { left, top, width, height }: Part): void {
  pen.strokeStyle = '#fff';
  pen.shadowColor = '#000';
  pen.shadowBlur = 3;
  pen.lineWidth = Math.max(2, height / 200);
  pen.setLineDash([height / 40, height / 60]);
  pen.beginPath();
  pen.ellipse(left + width / 2, top + height * 0.46, width * 0.32, height * 0.34, 0, 0, 2 * Math.PI);
  pen.moveTo(left + width * 0.12, top + height * EYE_LINE);
  pen.lineTo(left + width * 0.88, top + height * EYE_LINE);
  pen.stroke();
}
