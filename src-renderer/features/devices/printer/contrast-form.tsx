import { NumberInput } from '@mantine/core';
import { PanelName, type PrintSettings } from '../../../../src-shared/devices/print-setting.ts';
import { useText } from '../../../text/use-text.ts';
import classes from './contrast-form.module.css';

interface ContrastFormProps {
  readonly contrast: PrintSettings['contrast'];
  readonly onChange: (panel: PanelName, value: number) => void;
}

/** As far as contrast goes to either side; `Contrast` says the same. */
const MOST = 10;

/** Contrast of each ribbon panel around the maker's middle; the colour card shows what it does. */
export function ContrastForm({ contrast, onChange }: ContrastFormProps) {
  const { t } = useText();
  return (
    // Enter goes on with the bench's keys; there is nothing to send.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <fieldset
      className={classes['contrast']}
      onKeyDown={({ key, target }) => {
        if (key === 'Enter' && target instanceof HTMLInputElement) target.blur();
      }}
    >
      <legend>{t('devices.contrast')}</legend>
      {PanelName.options.map((panel) => (
        <NumberInput
          key={panel}
          size="sm"
          label={t(`devices.panel.${panel}`)}
          value={contrast[panel] ?? 0}
          onChange={(value) => {
            if (typeof value === 'number') onChange(panel, Math.round(value));
          }}
          min={-MOST}
          max={MOST}
          clampBehavior="strict"
          allowDecimal={false}
          hideControls
          dir="ltr"
          classNames={{ input: 'ltr' }}
        />
      ))}
    </fieldset>
  );
}
