/** Part of the picture's height that the frame for the code takes. */
const PART = 0.7;

/** Draws where the code goes: the corners of a square in the middle. */
export function drawCodeFrame(canvas: HTMLCanvasElement): void {
  const pen = canvas.getContext('2d');
  if (pen === null) return;
  const side = canvas.height * PART;
  const [left, top] = [(canvas.width - side) / 2, (canvas.height - side) / 2];
  const arm = side / 5;
  pen.save();
  pen.strokeStyle = '#ffffff';
  pen.lineWidth = canvas.height / 90;
  pen.lineCap = 'round';
  pen.beginPath();
  for (const [x, y, right, down] of [
    [left, top, 1, 1],
    [left + side, top, -1, 1],
    [left, top + side, 1, -1],
    [left + side, top + side, -1, -1],
  ] as const) {
    pen.moveTo(x + arm * right, y);
    pen.lineTo(x, y);
    pen.lineTo(x, y + arm * down);
  }
  pen.stroke();
  pen.restore();
}
