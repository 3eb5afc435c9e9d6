import { useMemo } from 'react';
import { useStatus } from '../status/status-store.ts';
import { corePictures, type LivePictures } from './live-pictures.ts';
import { webcamPictures } from './webcam-pictures.ts';

/** The live pictures of the camera that is chosen for this counter. */
export function useCamera(): LivePictures {
  const webcam = useStatus(({ status }) => (status?.camera.source === 'webcam' ? status.camera.serial : null));
  return useMemo(() => (webcam === null ? corePictures : webcamPictures(webcam)), [webcam]);
}
