import { Fault } from '../../../src-shared/errors.ts';
import type { LivePictures } from '../studio/live-pictures.ts';
import { findWebcams } from '../studio/webcam.ts';
import { webcamPictures } from '../studio/webcam-pictures.ts';

/** Pictures of the webcam that was chosen for this counter, or else of the first there is. Errors: as `openWebcam`. */
export function anyWebcam(chosen: string | null): LivePictures {
  if (chosen !== null) return webcamPictures(chosen);
  return {
    ...webcamPictures(''),
    run: async (draw, signal) => {
      const [first] = await findWebcams();
      if (first === undefined) throw new Fault('camera.absent');
      await webcamPictures(first).run(draw, signal);
    },
  };
}
