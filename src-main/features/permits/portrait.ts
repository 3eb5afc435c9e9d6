import type { Counter } from '../../counter.ts';
import { html, type Html } from '../../papers/html.ts';
import type { Found } from '../applications/find-application.ts';
import { rasterPortrait } from '../cards/svg-raster.ts';
import { deny } from '../handlers.ts';
import { getPhoto } from '../studio/stored-photo.ts';

/** 35 x 45 mm at 300 dpi. */
const DOTS = { width: 413, height: 531 } as const;

/** The applicant's photo as a picture of a paper. Refuses with `application.photoMissing`, `photo.notHere`. */
export async function portrait(counter: Counter, { application }: Found): Promise<Html> {
  const { photo } = application;
  if (photo === null) return deny('application.photoMissing');
  const { bytes } = await getPhoto(counter, photo.sha256);
  const png = await rasterPortrait(bytes, DOTS, 'colour');
  return html`<img class="portrait" alt="" src="data:image/png;base64,${png.toString('base64')}" />`;
}
