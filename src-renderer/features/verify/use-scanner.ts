import { type RefObject, useEffect, useEffectEvent } from 'react';
import { typesSomething } from './key-character.ts';
import { ScanBuffer } from './scan-buffer.ts';

/** A scanner that ends with nothing has ended after this pause, ms. */
const SILENCE_MS = 300;
/** A scanner that ends with two Enters means one, ms. */
const ECHO_MS = 250;

/**
 * A handheld scanner is a keyboard: what it types lands here from wherever the focus is on the page, ended by Enter, Tab
 * or nothing. What a person types goes to the field. No shortcut sees any of it; those with Alt or Ctrl stay as they are.
 */
export function useScanner(field: RefObject<HTMLInputElement | null>, onScan: (text: string) => void): void {
  const take = useEffectEvent(onScan);
  useEffect(() => {
    const buffer = new ScanBuffer();
    let silence: ReturnType<typeof setTimeout> | undefined;
    let ended = Number.NEGATIVE_INFINITY;

    function end(text: string, at: number): void {
      clearTimeout(silence);
      buffer.clear();
      ended = at;
      if (field.current !== null) field.current.value = '';
      take(text);
    }

    /** Only what is whole: whether more comes nobody knows. */
    function endInSilence(at: number): void {
      const code = buffer.code(shown());
      if (code !== undefined) end(code, at);
    }

    function shown(): string {
      return field.current?.value ?? '';
    }

    function onKey(event: KeyboardEvent): void {
      const at = event.timeStamp;
      if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector('dialog[open]') !== null) return;
      if (event.key === 'Enter' || event.key === 'Tab') {
        const scan = buffer.isScan(at);
        if (!scan && at - ended > ECHO_MS) return;
        swallow(event);
        if (scan) end(buffer.text(shown()), at);
        return;
      }
      if (!typesSomething(event) || event.repeat) return;
      // Space presses a button as long as no scanner is at it.
      if (event.code === 'Space' && !buffer.isScan(at) && isButton(event.target)) return;
      event.stopPropagation();
      buffer.press(event, at);
      if (document.activeElement !== field.current) field.current?.focus();
      clearTimeout(silence);
      silence = setTimeout(() => endInSilence(at + SILENCE_MS), SILENCE_MS);
    }

    window.addEventListener('keydown', onKey, { capture: true });
    return () => {
      window.removeEventListener('keydown', onKey, { capture: true });
      clearTimeout(silence);
    };
  }, [field]);
}

function swallow(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

function isButton(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a, [role="button"]') !== null;
}
