import { z } from 'zod';
import { Language } from '../../../src-shared/contract/counter/enrolment.ts';
import { isOwnPage } from './origin.ts';

/** What the preload says of the page; it comes from the renderer's process and is trusted as little. */
export const PageMessage = z.union([
  z.tuple([z.literal('parwana:page')]),
  z.tuple([z.literal('parwana:language'), Language]),
]);
export type PageMessage = z.infer<typeof PageMessage>;

/** Where a message came from, as Electron tells it. */
export interface Sender {
  /** Address of the frame; undefined once it is gone. */
  readonly url: string | undefined;
  readonly mainFrame: boolean;
}

/** Undefined unless our own page's main frame sent one of the messages above. */
export function readPageMessage(parts: readonly unknown[], sender: Sender): PageMessage | undefined {
  if (!sender.mainFrame || sender.url === undefined || !isOwnPage(sender.url)) return undefined;
  return PageMessage.safeParse(parts).data;
}
