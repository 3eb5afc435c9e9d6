import { app, type Session } from 'electron';
import { isOwnContent, isOwnPage, isOwnRequest } from './origin.ts';
import { isPermitted } from './permissions.ts';

/**
 * What no page may do, ours or one that slipped in: leave, open windows, embed others, use the network,
 * the devices or somebody else's certificate. Call before the first window is made.
 */
export function guardContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      if (!isOwnPage(event.url)) event.preventDefault();
    });
    contents.on('will-frame-navigate', (event) => {
      if (!isOwnContent(event.url)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
  app.on('certificate-error', (event, ...[, , , , trust]) => {
    event.preventDefault();
    trust(false);
  });
  app.on('select-client-certificate', (event, ...[, , , choose]) => {
    event.preventDefault();
    choose();
  });
}

/** The screens' session: permissions by `isPermitted`, no network, downloads of our own papers only. */
export function guardSession(session: Session, { developer }: { developer: boolean }): void {
  session.setPermissionRequestHandler((_contents, permission, ...[answer, details]) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    answer(isPermitted({ permission, page: details.requestingUrl, media }));
  });
  session.setPermissionCheckHandler((_contents, permission, ...[origin, { mediaType }]) =>
    isPermitted({ permission, page: origin, media: mediaType === undefined ? [] : [mediaType] }),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest(({ url }, callback) => callback({ cancel: !isOwnRequest(url, developer) }));
  session.on('will-download', (event, item) => {
    if (!isOwnContent(item.getURL())) event.preventDefault();
  });
}
