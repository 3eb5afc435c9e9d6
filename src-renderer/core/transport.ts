import type { ClientContext, ClientLink } from '@orpc/client';

export type CoreLink = ClientLink<ClientContext>;

/** How a transport ended: the core went away, or another screen took this one's place. */
export type Ending = 'gone' | 'replaced';

/** One open way to the core. `closed` settles once, when it is gone for good. */
export interface Transport {
  readonly link: CoreLink;
  readonly closed: Promise<Ending>;
}

/** Opens a transport; rejects when the core is not there yet, or with `WindowRefused`. */
export type Connect = () => Promise<Transport>;

/** The host does not accept this window (any more): trying again cannot help. */
export class WindowRefused extends Error {
  override readonly name = 'WindowRefused';
}
