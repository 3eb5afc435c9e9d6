import { isOwnPage } from './origin.ts';

/** What a page asks for, as Electron's two permission handlers tell it. */
export interface PermissionAsked {
  readonly permission: string;
  readonly page: string;
  /** Empty when not told. */
  readonly media: readonly string[];
}

/**
 * Our own page may use a camera, without its microphone; nobody may do anything else. The counter's
 * real camera is the core's; this is for a webcam where a centre has no other.
 */
export function isPermitted({ permission, page, media }: PermissionAsked): boolean {
  return permission === 'media' && isOwnPage(page) && media.length > 0 && media.every((kind) => kind === 'video');
}
