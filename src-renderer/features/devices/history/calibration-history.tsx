import type { CalibrationView } from '../../../../src-shared/contract/counter/devices.ts';
import { useText } from '../../../text/use-text.ts';
import { formatMoment } from '../../../text/formats.ts';
import { ChoiceList } from '../../../ui/choice-list.tsx';
import { EmptyList } from '../../../ui/empty-list.tsx';
import { Ltr } from '../../../ui/ltr.tsx';
import { useSelection } from '../../../ui/use-selection.ts';
import type { BenchProps } from '../bench-props.ts';
import { CalibrationDossier } from './calibration-dossier.tsx';
import classes from './calibration-history.module.css';

/** Every calibration of the devices in use: who set what, when and why, and until when it holds. */
export function CalibrationHistory({ devices: { history } }: BenchProps) {
  const { t } = useText();
  const { selected, select } = useSelection(history.map((each) => each.id));
  const chosen = history.find((each) => each.id === selected);
  if (history.length === 0) return <EmptyList title={t('devices.noHistory')} lead={t('devices.noHistoryLead')} />;
  return (
    <div className={classes['panes']}>
      <div className={classes['list']}>
        <ChoiceList
          label={t('devices.bench.history')}
          groups={[{ name: 'history', items: history }]}
          keyOf={(each) => each.id}
          selected={selected}
          onSelect={select}
        >
          {(each) => <Row calibration={each} />}
        </ChoiceList>
      </div>
      {chosen !== undefined && (
        <CalibrationDossier
          calibration={chosen}
          current={history.find((each) => each.device.kind === chosen.device.kind) === chosen}
        />
      )}
    </div>
  );
}

function Row({ calibration }: { calibration: CalibrationView }) {
  const { t } = useText();
  return (
    <span className={classes['row']}>
      <strong>{t(`devices.${calibration.device.kind}`)}</strong>
      <Ltr>{formatMoment(calibration.at)}</Ltr>
    </span>
  );
}
