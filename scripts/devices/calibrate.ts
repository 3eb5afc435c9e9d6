/** Said by `calibrate`, which this version does not have. */
export const noCalibration =
  'Calibration of camera colours and printer alignment is not in this version. Nothing was measured or changed. ' +
  'To check by eye, print a test card (npm run devices -- print): its rulers and frame show shift and scale, ' +
  'its patches and grey steps show colour.';
