import { useState } from 'react';
import { core } from '../../core/core-client.ts';
import type { Problem } from '../../core/problem.ts';
import { saveFile } from '../../core/save-file.ts';
import { useAct } from '../../core/use-act.ts';
import { sealAll, type Sealed } from './seal-all.ts';

/** What was sealed so far or in all, or what central's reply brought. */
export type StickNews =
  | { readonly what: 'sealing' | 'sealed'; readonly sealed: Sealed }
  | { readonly what: 'replied'; readonly acked: number; readonly items: number };

export interface Stick {
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly news: StickNews | null;
  readonly seal: () => void;
  readonly read: (file: File) => void;
}

/** Work that goes to central by stick: seals what waits, reads the answer that came back. */
export function useStick(replied: () => void): Stick {
  const { busy, problem, act } = useAct();
  const [news, setNews] = useState<StickNews | null>(null);

  async function seal(): Promise<void> {
    setNews(null);
    const ok = await act(async () => {
      const told = (sealed: Sealed): void => setNews({ what: 'sealing', sealed });
      setNews({ what: 'sealed', sealed: await sealAll(core, { save: saveFile, told }) });
    });
    if (!ok) setNews(null);
  }

  async function read(file: File): Promise<void> {
    setNews(null);
    await act(async () => setNews({ what: 'replied', ...(await core.replay.importReply({ file })) }));
    replied();
  }

  return { busy, problem, news, seal: () => void seal(), read: (file) => void read(file) };
}
