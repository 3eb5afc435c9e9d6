import { z } from 'zod';
import { ApplicationId, Sha256 } from '../../ids.ts';
import { command, query } from './procedure.ts';
import { ApplicationView } from './views.ts';

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
  /** Takes a picture and keeps it in memory until it is accepted or the next one is taken. */
  takePhoto: command(['operator'])
    .input(z.strictObject({ applicationId: ApplicationId }))
    .output(z.object({ captureId: z.uuid(), width: z.int(), height: z.int(), jpeg: z.instanceof(Blob) })),
  /** Records the picture with the application. Refuses with `camera.noPicture`, `application.*`. */
  acceptPhoto: command(['operator'])
    .input(z.strictObject({ applicationId: ApplicationId, captureId: z.uuid() }))
    .output(ApplicationView),
  /** A stored photo; refuses with `camera.noPicture` where this counter does not hold it. */
  photo: query('signedIn')
    .input(z.strictObject({ sha256: Sha256 }))
    .output(z.instanceof(Blob)),
};
