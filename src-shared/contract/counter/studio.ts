import { z } from 'zod';
import { ApplicationId, Sha256 } from '../../ids.ts';
import { command, query } from './procedure.ts';
import { ApplicationView } from './views.ts';

const TakenPhoto = z.object({ captureId: z.uuid(), width: z.int(), height: z.int(), jpeg: z.instanceof(Blob) });

/** The photo: live view, capture, retake, accept. Pictures cross as binary, never as text. */
export const studio = {
  /** Starts live view; refuses with `camera.absent`, `usb.*`. */
  start: command(['operator', 'technician']).output(z.void()),
  stop: command(['operator', 'technician']).output(z.void()),
  /**
   * Answers with the newest frame after `after` as soon as there is one: the screen asks for the next
   * when it has drawn the last, so a slow PC skips frames and no queue grows.
   */
  nextFrame: query(['operator', 'technician'])
    .input(z.strictObject({ after: z.int().nonnegative() }))
    .output(z.object({ number: z.int(), jpeg: z.instanceof(Blob) })),
  /**
   * Takes a picture and keeps it in memory until it is accepted or the next one is taken. Refuses with
   * `camera.notChosen` where a webcam is chosen, `camera.calibrationNeeded`, `camera.*`, `usb.*`.
   */
  takePhoto: command(['operator'])
    .input(z.strictObject({ applicationId: ApplicationId }))
    .output(TakenPhoto),
  /**
   * The same with a picture the screen took with the chosen webcam, JPEG or PNG. Refuses with `camera.notChosen`
   * where a USB camera is chosen, `camera.calibrationNeeded`, `camera.badPicture` for no picture or one too small.
   */
  takeWebcamPhoto: command(['operator'])
    .input(z.strictObject({ applicationId: ApplicationId, picture: z.instanceof(Blob) }))
    .output(TakenPhoto),
  /** Records the picture with the application. Refuses with `camera.noPicture`, `application.*`. */
  acceptPhoto: command(['operator'])
    .input(z.strictObject({ applicationId: ApplicationId, captureId: z.uuid() }))
    .output(ApplicationView),
  /** A stored photo, fetched from central when a mate took it; refuses with `photo.notHere` where it cannot be had now. */
  photo: query('signedIn')
    .input(z.strictObject({ sha256: Sha256 }))
    .output(z.instanceof(Blob)),
};
