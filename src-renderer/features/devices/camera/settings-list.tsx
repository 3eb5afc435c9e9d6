import { useRef } from 'react';
import type { CameraSettingView } from '../../../../src-shared/contract/counter/devices.ts';
import type { CameraSettingName } from '../../../../src-shared/devices/camera-setting.ts';
import { useShortcut } from '../../../shell/shortcut-store.ts';
import { useText } from '../../../text/use-text.ts';
import { ChoiceList, type ChoiceListHandle } from '../../../ui/choice-list.tsx';
import { Ltr } from '../../../ui/ltr.tsx';
import { useSelection } from '../../../ui/use-selection.ts';
import classes from './settings-list.module.css';
import { neighbourOf } from './setting-steps.ts';

interface SettingsListProps {
  readonly settings: readonly CameraSettingView[];
  readonly onChange: (name: CameraSettingName, value: number) => void;
}

/** All settings of the camera: up and down choose one, left and right change it at once. */
export function SettingsList({ settings, onChange }: SettingsListProps) {
  const { t } = useText();
  const list = useRef<ChoiceListHandle>(null);
  const { selected, select } = useSelection(settings.map((setting) => setting.name));
  const chosen = settings.find((setting) => setting.name === selected);

  function change(step: 1 | -1): void {
    const value = chosen === undefined ? undefined : neighbourOf(chosen, step);
    if (chosen !== undefined && value !== undefined) onChange(chosen.name, value);
  }

  useShortcut({ keys: 'ArrowLeft', label: 'devices.settingLess', where: 'here' }, () => change(-1));
  useShortcut({ keys: 'ArrowRight', label: 'devices.settingMore', where: 'here' }, () => change(1));

  return (
    <div className={classes['settings']}>
      <ChoiceList
        ref={list}
        label={t('devices.settings')}
        groups={[{ name: 'settings', items: settings }]}
        keyOf={(setting) => setting.name}
        selected={selected}
        onSelect={select}
      >
        {(setting) => (
          <span className={classes['row']}>
            <span>{t(`devices.setting.${setting.name}`)}</span>
            <span className={classes['value']} dir="ltr">
              <span aria-hidden data-there={neighbourOf(setting, -1) !== undefined}>
                ◂
              </span>
              <Ltr>{setting.label}</Ltr>
              <span aria-hidden data-there={neighbourOf(setting, 1) !== undefined}>
                ▸
              </span>
            </span>
          </span>
        )}
      </ChoiceList>
      <p className="visually-hidden" role="status">
        {chosen !== undefined && `${t(`devices.setting.${chosen.name}`)} ${chosen.label}`}
      </p>
    </div>
  );
}
