import { useRef } from 'react';
import { useText } from '../../text/use-text.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import classes from './stick-keys.module.css';
import type { Stick } from './use-stick.ts';

/** Two keys for a stick: out with the work, in with central's answer. */
export function StickKeys({ stick: { busy, seal, read } }: { stick: Stick }) {
  const { t } = useText();
  const reply = useRef<HTMLInputElement>(null);
  return (
    <div className={classes['keys']}>
      <KeyButton label="replay.seal" keys="E" busy={busy} onPress={seal} />
      <KeyButton label="replay.readReply" keys="I" disabled={busy} onPress={() => reply.current?.click()} />
      <input
        ref={reply}
        type="file"
        accept=".sealed,.reply,application/octet-stream"
        hidden
        aria-label={t('replay.readReply')}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file !== undefined) read(file);
          // The same file again is a new reading, and harmless.
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}
