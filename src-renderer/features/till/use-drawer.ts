import type { Drawer } from '../../../src-shared/contract/counter/till.ts';
import { core } from '../../core/core-client.ts';
import { useLoad, type Loaded } from '../../core/use-load.ts';
import { useNews } from '../status/use-news.ts';

/** The money at this PC, as far as the person signed in has to know. */
export function useDrawer(): Loaded<Drawer> {
  const drawer = useLoad('drawer', async () => core.till.drawer());
  useNews(drawer.reload);
  return drawer;
}
