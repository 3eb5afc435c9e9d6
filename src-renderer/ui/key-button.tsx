import type { ReactNode } from 'react';
import type { TextKey } from '../../src-shared/i18n/texts.ts';
import { useShortcut } from '../shell/shortcut-store.ts';
import { useText } from '../text/use-text.ts';
import { ActButton } from './act-button.tsx';

interface KeyButtonProps {
  /** What F1 says of the key, and the button itself unless `children` say it better. */
  readonly label: TextKey;
  /** As `useShortcut` takes them. */
  readonly keys: string;
  readonly onPress: () => void;
  readonly children?: ReactNode;
  readonly main?: boolean;
  readonly disabled?: boolean;
  readonly busy?: boolean;
  readonly autoFocus?: boolean;
}

/** A button that shows its key; the key works wherever the focus is, and F1 lists it. */
export function KeyButton(props: KeyButtonProps) {
  const { label, keys, onPress, children, main = false, disabled = false, busy = false, autoFocus = false } = props;
  const { t } = useText();
  useShortcut({ keys, label, where: 'here' }, () => {
    if (!disabled && !busy) onPress();
  });
  return (
    <ActButton
      size={main ? 'md' : 'sm'}
      px={main ? 'lg' : 'xs'}
      variant={main ? 'filled' : 'default'}
      onClick={onPress}
      disabled={disabled}
      busy={busy}
      autoFocus={autoFocus}
      aria-keyshortcuts={keys.replace('Digit', '').replace('Ctrl', 'Control')}
      rightSection={<kbd>{keys.replace('Digit', '').replace('Escape', 'Esc').replaceAll('+', ' ')}</kbd>}
    >
      {children ?? t(label)}
    </ActButton>
  );
}
