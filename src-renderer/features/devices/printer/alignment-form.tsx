import { Button, NumberInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { PrintMeasures } from '../../../../src-shared/devices/calibration.ts';
import { core } from '../../../core/core-client.ts';
import type { Acting } from '../../../core/use-act.ts';
import { useShortcut } from '../../../shell/shortcut-store.ts';
import { useText } from '../../../text/use-text.ts';
import { EntryForm, focusField } from '../../../ui/entry-form.tsx';
import classes from './alignment-form.module.css';

interface AlignmentFormProps {
  readonly acting: Acting;
  /** A card is out: its figures are wanted now. */
  readonly waiting: boolean;
  readonly onMeasured: (measured: PrintMeasures) => void;
}

/** As far off as a printer may be, tenths of a millimetre; `PrintMeasures` says the same. */
const MOST = 50;

/** Where the picture sits on the alignment card: read from its rulers, or from a scan of it. */
export function AlignmentForm({ acting, waiting, onMeasured }: AlignmentFormProps) {
  const { t } = useText();
  const [x, setX] = useState<number | string>('');
  const [y, setY] = useState<number | string>('');
  const first = useRef<HTMLInputElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const ready = typeof x === 'number' && typeof y === 'number';

  useEffect(() => {
    if (waiting && first.current !== null) focusField(first.current);
  }, [waiting]);
  useShortcut({ keys: 'Alt+S', label: 'devices.readScan', where: 'here' }, () => file.current?.click());

  function readScan(scan: File | undefined): void {
    if (scan === undefined) return;
    void acting.act(async () => {
      const { offsetX, offsetY } = await core.devices.readAlignmentScan({ scan });
      setX(offsetX);
      setY(offsetY);
      if (first.current !== null) focusField(first.current);
    });
  }

  return (
    <>
      <EntryForm
        label={t('devices.alignment')}
        className={classes['form']}
        onSubmit={() => {
          if (ready) onMeasured({ offsetX: Math.round(x), offsetY: Math.round(y) });
        }}
      >
        <p>{t(waiting ? 'devices.measureCard' : 'devices.alignmentLead')}</p>
        <div className={classes['fields']}>
          <NumberInput ref={first} label={t('devices.offsetRight')} value={x} onChange={setX} {...field} />
          <NumberInput label={t('devices.offsetDown')} value={y} onChange={setY} {...field} />
          <Button
            type="submit"
            variant={waiting ? 'filled' : 'default'}
            disabled={!ready}
            rightSection={<kbd>Enter</kbd>}
          >
            {t('devices.useMeasure')}
          </Button>
          <Button variant="default" onClick={() => file.current?.click()} rightSection={<kbd>Alt S</kbd>}>
            {t('devices.readScan')}
          </Button>
        </div>
      </EntryForm>
      <input
        ref={file}
        type="file"
        accept="image/png,image/jpeg"
        hidden
        aria-label={t('devices.readScan')}
        onChange={(event) => {
          readScan(event.currentTarget.files?.[0]);
          // The same file again is a new reading.
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}

const field = {
  min: -MOST,
  max: MOST,
  allowDecimal: false,
  hideControls: true,
  dir: 'ltr',
  classNames: { input: 'ltr' },
} as const;
