import { core } from '../../../core/core-client.ts';
import type { Acting } from '../../../core/use-act.ts';
import { useShortcut } from '../../../shell/shortcut-store.ts';
import { KeyButton } from '../../../ui/key-button.tsx';
import type { PictureMeter } from './use-picture-meter.ts';

/** One press moves the lens by the smallest step, with Shift by the largest. */
const SMALL = 1;
const LARGE = 3;

/** Autofocus, and the lens by hand: nearer and farther, while the bar says how sharp it is. */
export function FocusKeys({ acting: { busy, act }, meter }: { acting: Acting; meter: PictureMeter }) {
  const move = (steps: number) => void act(async () => core.devices.moveFocus({ steps }));
  useShortcut({ keys: 'Shift+J', label: 'devices.focusNearerFast', where: 'here' }, () => move(-LARGE));
  useShortcut({ keys: 'Shift+K', label: 'devices.focusFartherFast', where: 'here' }, () => move(LARGE));
  return (
    <>
      <KeyButton
        label="devices.autofocus"
        keys="F"
        disabled={busy}
        onPress={() =>
          void act(async () => {
            meter.restart();
            await core.devices.focus();
          })
        }
      />
      <KeyButton label="devices.focusNearer" keys="J" disabled={busy} onPress={() => move(-SMALL)} />
      <KeyButton label="devices.focusFarther" keys="K" disabled={busy} onPress={() => move(SMALL)} />
    </>
  );
}
