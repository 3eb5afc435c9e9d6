import { type Ref, useEffect, useRef } from 'react';
import { useLoad } from '../../core/use-load.ts';
import { core } from '../../core/core-client.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import type { Sha256 } from '../../../src-shared/ids.ts';
import { useNews } from '../status/use-news.ts';
import classes from './picture.module.css';

/** Draws a picture as large as it is. A canvas needs no address for the picture, so none can leak. */
export async function drawPicture(canvas: HTMLCanvasElement, picture: Blob): Promise<void> {
  const bitmap = await createImageBitmap(picture);
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
}

/** A picture held in memory, named for those who cannot see it. */
export function Picture({ blob, label }: { blob: Blob | null; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current !== null && blob !== null) void drawPicture(canvas.current, blob);
  }, [blob]);
  return <PictureCanvas ref={canvas} label={label} />;
}

interface PictureCanvasProps {
  readonly ref: Ref<HTMLCanvasElement>;
  readonly label: string;
  readonly running?: boolean;
}

export function PictureCanvas({ ref, label, running = true }: PictureCanvasProps) {
  return <canvas ref={ref} role="img" aria-label={label} className={classes['picture']} data-running={running} />;
}

/** A photo of an application, by its hash. */
export function StoredPhoto({ sha256, label }: { sha256: Sha256; label: string }) {
  const photo = useLoad(`photo ${sha256}`, async () => core.studio.photo({ sha256 }));
  const { problem, reload } = photo;
  // A mate's photo comes by itself: it is asked for again whenever central was heard.
  useNews(() => {
    if (problem?.code === 'photo.notHere') reload();
  });
  return problem === null ? <Picture blob={photo.data} label={label} /> : <ProblemNotice problem={problem} />;
}
