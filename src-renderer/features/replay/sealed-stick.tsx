import { useRef, useState } from 'react';
import { core } from '../../core/core-client.ts';
import { saveFile } from '../../core/save-file.ts';
import type { Acting } from '../../core/use-act.ts';
import { formatCount, isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { sealAll, type Sealed } from './seal-all.ts';
import classes from './sealed-stick.module.css';

interface SealedStickProps {
  readonly acting: Acting;
  readonly onReplied: () => void;
}

type Result = { readonly sealed: Sealed } | { readonly acked: number; readonly items: number };

/** Work goes to central by stick: seals what waits, and reads the answer that came back. */
export function SealedStick({ acting: { busy, act }, onReplied }: SealedStickProps) {
  const { t } = useText();
  const [result, setResult] = useState<Result | null>(null);
  const [progress, setProgress] = useState<Sealed | null>(null);
  const reply = useRef<HTMLInputElement>(null);

  async function seal(): Promise<void> {
    setResult(null);
    await act(async () => {
      const sealed = await sealAll(core, { save: saveFile, told: setProgress });
      setResult({ sealed });
    });
    setProgress(null);
  }

  async function read(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    setResult(null);
    await act(async () => setResult(await core.replay.importReply({ file })));
    onReplied();
  }

  return (
    <>
      <div className={classes['keys']}>
        <KeyButton label="replay.seal" keys="E" busy={busy && progress !== null} onPress={() => void seal()} />
        <KeyButton label="replay.readReply" keys="I" disabled={busy} onPress={() => reply.current?.click()} />
      </div>
      <input
        ref={reply}
        type="file"
        accept=".sealed,.reply,application/octet-stream"
        hidden
        aria-label={t('replay.readReply')}
        onChange={(event) => {
          void read(event.currentTarget.files?.[0]);
          // The same file again is a new reading, and harmless.
          event.currentTarget.value = '';
        }}
      />
      {progress !== null && <Told sealed={progress} going />}
      {result !== null &&
        ('sealed' in result ? <Told sealed={result.sealed} going={false} /> : <Replied {...result} />)}
    </>
  );
}

function Told({ sealed: { files, entries, blobs }, going }: { sealed: Sealed; going: boolean }) {
  const { t, language } = useText();
  const count = (value: number) => isolate(formatCount(value), language);
  const counts = { files: count(files), entries: count(entries), blobs: count(blobs) };
  if (going) return <Notice tone="calm" title={t('replay.sealing', counts)} />;
  if (entries + blobs === 0) return <Notice tone="calm" title={t('replay.nothingToSeal')} />;
  return (
    <Notice tone="calm" title={t('replay.sealed', counts)}>
      <span>{t('replay.sealedNext')}</span>
    </Notice>
  );
}

function Replied({ acked, items }: { acked: number; items: number }) {
  const { t, language } = useText();
  const count = (value: number) => isolate(formatCount(value), language);
  return <Notice tone="calm" title={t('replay.replied', { acked: count(acked), items: count(items) })} />;
}
