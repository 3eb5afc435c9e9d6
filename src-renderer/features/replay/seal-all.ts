import type { CounterClient } from '../../../src-shared/contract/counter.ts';
import type { ExportPlace } from '../../../src-shared/contract/counter/replay.ts';

/** What has been sealed so far. */
export interface Sealed {
  readonly files: number;
  readonly entries: number;
  readonly blobs: number;
}

interface Steps {
  readonly save: (file: Blob, name: string) => void;
  readonly told: (sealed: Sealed) => void;
}

/** Seals everything that waits, file after file; an empty one is not saved. */
export async function sealAll(core: Pick<CounterClient, 'replay'>, { save, told }: Steps): Promise<Sealed> {
  let sealed: Sealed = { files: 0, entries: 0, blobs: 0 };
  let after: ExportPlace | null = null;
  told(sealed);
  do {
    const part: Awaited<ReturnType<CounterClient['replay']['exportUnsent']>> = await core.replay.exportUnsent({
      after,
    });
    if (part.entries + part.blobs > 0) {
      save(part.file, part.name);
      sealed = {
        files: sealed.files + 1,
        entries: sealed.entries + part.entries,
        blobs: sealed.blobs + part.blobs,
      };
      told(sealed);
    }
    after = part.next;
  } while (after !== null);
  return sealed;
}
