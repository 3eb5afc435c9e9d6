/** The part of the frame that is kept: 35 : 45, from its middle, as the core crops it. */
const KEPT = 35 / 45;

/** Draws where the head goes: what is not kept is dimmed, an oval for the face, a line for the eyes. */
export function drawHeadGuide(canvas: HTMLCanvasElement): void {
  const pen = canvas.getContext('2d');
  if (pen === null) return;
  const width = Math.min(canvas.width, canvas.height * KEPT);
  const height = width / KEPT;
  const left = (canvas.width - width) / 2;
  const top = (canvas.height - height) / 2;

  pen.fillStyle = 'rgb(11 30 22 / 55%)';
  pen.beginPath();
  pen.rect(0, 0, canvas.width, canvas.height);
  pen.rect(left, top, width, height);
  pen.fill('evenodd');

  pen.strokeStyle = '#fff';
  pen.shadowColor = '#000';
  pen.shadowBlur = 3;
  pen.lineWidth = Math.max(2, height / 200);
  pen.setLineDash([height / 40, height / 60]);
  pen.beginPath();
  pen.ellipse(left + width / 2, top + height * 0.46, width * 0.32, height * 0.34, 0, 0, 2 * Math.PI);
  pen.moveTo(left + width * 0.12, top + height * 0.43);
  pen.lineTo(left + width * 0.88, top + height * 0.43);
  pen.stroke();
}
