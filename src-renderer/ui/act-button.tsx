import { Button, type ButtonProps, Loader } from '@mantine/core';
import type { ComponentPropsWithoutRef } from 'react';

interface ActButtonProps extends ButtonProps, Omit<ComponentPropsWithoutRef<'button'>, keyof ButtonProps> {
  readonly busy: boolean;
}

/** A button whose act is under way keeps the focus: a disabled one would drop it on the floor. `useAct` ignores a second press. */
export function ActButton({ busy, children, type = 'button', ...rest }: ActButtonProps) {
  return (
    <Button
      {...rest}
      type={type}
      aria-busy={busy}
      leftSection={busy ? <Loader size="1.1em" color="currentColor" /> : null}
    >
      {children}
    </Button>
  );
}
