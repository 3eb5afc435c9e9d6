import { TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { MOST_TEXT } from '../../../src-shared/contract/counter/verify.ts';
import { useText } from '../../text/use-text.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { CheckedCardView } from './checked-card.tsx';
import { DropArea } from './drop-area.tsx';
import { StatusListAge } from './status-list-age.tsx';
import { useCheck } from './use-check.ts';
import { useScanner } from './use-scanner.ts';
import classes from './verify-screen.module.css';
import { Waiting } from './waiting.tsx';
import { WebcamReader } from './webcam-reader.tsx';

/** Is this card genuine? By scanner, webcam, picture or number, for every role, with the link down as well. */
export function VerifyScreen() {
  const { t } = useText();
  const { busy, problem, checked, scanned, typed, picture, clear } = useCheck();
  const [webcam, setWebcam] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const file = useRef<HTMLInputElement>(null);
  useScanner(field, (text) => scanned(text, 'scanner'));

  function next(): void {
    clear();
    emptyField();
  }

  /** What was typed before is not what a picture shows. */
  function checkPicture(chosen: Blob): void {
    emptyField();
    picture(chosen);
  }

  /** The card of before must not stand beside the picture of the next. */
  function toggleWebcam(): void {
    if (!webcam) next();
    setWebcam(!webcam);
  }

  function emptyField(): void {
    if (field.current === null) return;
    field.current.value = '';
    field.current.focus();
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    const text = field.current?.value ?? '';
    if (text.trim() === '') return;
    typed(text);
    field.current?.select();
  }

  return (
    <Sheet title={t('verify.title')} aside={<StatusListAge last={checked?.status ?? null} />}>
      <DropArea onPicture={checkPicture}>
        <form className={classes['strip']} onSubmit={submit}>
          <TextInput
            ref={field}
            label={t('verify.field')}
            size="md"
            className={classes['field'] ?? ''}
            classNames={{ input: 'ltr' }}
            maxLength={MOST_TEXT}
            // The shortcut leaves a key to the field that has the focus.
            onKeyDown={({ key }) => {
              if (key === 'Escape') next();
            }}
            autoComplete="off"
            spellCheck={false}
            autoFocus
          />
          <div className={classes['keys']}>
            <ActButton type="submit" size="md" busy={busy}>
              {t('verify.check')} <kbd>Enter</kbd>
            </ActButton>
            <KeyButton label="shortcut.verifyWebcam" keys="Alt+W" onPress={toggleWebcam}>
              {t(webcam ? 'verify.webcamStop' : 'verify.webcam')}
            </KeyButton>
            <KeyButton label="shortcut.verifyPicture" keys="Alt+O" onPress={() => file.current?.click()}>
              {t('verify.picture')}
            </KeyButton>
            <KeyButton label="shortcut.verifyClear" keys="Escape" onPress={next}>
              {t('verify.clear')}
            </KeyButton>
          </div>
          <input
            ref={file}
            type="file"
            accept="image/png,image/jpeg"
            hidden
            aria-label={t('verify.picture')}
            onChange={(event) => {
              const chosen = event.currentTarget.files?.[0];
              if (chosen !== undefined) checkPicture(chosen);
              // The same file again is a new check.
              event.currentTarget.value = '';
            }}
          />
        </form>
        {webcam && (
          <WebcamReader
            onText={(text) => {
              setWebcam(false);
              scanned(text, 'webcam');
            }}
          />
        )}
        <ProblemNotice problem={problem} />
        {checked === null && problem === null && !webcam && <Waiting busy={busy} />}
        {checked !== null && <CheckedCardView checked={checked} />}
      </DropArea>
    </Sheet>
  );
}
