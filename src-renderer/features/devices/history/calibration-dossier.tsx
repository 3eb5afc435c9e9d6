import type { CalibrationView } from '../../../../src-shared/contract/counter/devices.ts';
import type { CalibrationResult } from '../../../../src-shared/devices/calibration.ts';
import { PanelName } from '../../../../src-shared/devices/print-setting.ts';
import { formatMoment } from '../../../text/formats.ts';
import { useText } from '../../../text/use-text.ts';
import { Dossier } from '../../../ui/dossier.tsx';
import { Fact, Facts } from '../../../ui/facts.tsx';
import { Ltr } from '../../../ui/ltr.tsx';
import { useStaffName } from '../../session/use-staff-name.ts';
import { Measures } from '../camera/grey-card.tsx';
import { signed } from '../camera/measure-words.ts';
import classes from './calibration-history.module.css';
import { Dots, Tenths } from '../printer/measured-cards.tsx';

interface CalibrationDossierProps {
  readonly calibration: CalibrationView;
  /** The newest of its device. */
  readonly current: boolean;
}

/** One version in full. */
export function CalibrationDossier({ calibration, current }: CalibrationDossierProps) {
  const { t } = useText();
  const nameOf = useStaffName();
  const { device, result, reason, at, by, validUntil } = calibration;
  const title = t(`devices.${device.kind}`);
  return (
    <Dossier label={title}>
      <h2>
        {title} <bdi>{device.model}</bdi> <Ltr>{device.serial}</Ltr>
      </h2>
      <Facts>
        <Fact label={t('devices.calibratedAt')}>
          <Ltr>{formatMoment(at)}</Ltr>
        </Fact>
        <Fact label={t('devices.calibratedBy')}>
          <bdi>{nameOf(by)}</bdi>
        </Fact>
        <Fact label={t('devices.validUntil')}>
          <Ltr>{formatMoment(validUntil)}</Ltr>
        </Fact>
        <Fact label={t('devices.version')}>{t(current ? 'devices.newest' : 'devices.older')}</Fact>
        <Fact label={t('devices.reason')} full>
          <bdi>{reason}</bdi>
        </Fact>
      </Facts>
      {result.kind === 'camera' ? <CameraResult result={result} /> : <PrinterResult result={result} />}
    </Dossier>
  );
}

function CameraResult({ result }: { result: Extract<CalibrationResult, { kind: 'camera' }> }) {
  const { t } = useText();
  return (
    <>
      <h3>{t('devices.settings')}</h3>
      <Facts>
        {result.settings.map(({ name, label }) => (
          <Fact key={name} label={t(`devices.setting.${name}`)}>
            <Ltr>{label}</Ltr>
          </Fact>
        ))}
      </Facts>
      <div className={classes['pair']}>
        {result.before !== null && (
          <div>
            <h3>{t('devices.before')}</h3>
            <Measures measures={result.before} />
          </div>
        )}
        <div>
          <h3>{t(result.before === null ? 'devices.measured' : 'devices.after')}</h3>
          <Measures measures={result.after} />
        </div>
      </div>
    </>
  );
}

function PrinterResult({ result }: { result: Extract<CalibrationResult, { kind: 'printer' }> }) {
  const { t } = useText();
  const { settings, before, after } = result;
  return (
    <Facts>
      <Fact label={t('devices.setTo')}>
        <Dots offset={settings.offset} />
      </Fact>
      {before !== null && (
        <Fact label={`${t('devices.before')}: ${t('devices.wasOff')}`}>
          <Tenths measured={before} />
        </Fact>
      )}
      {after !== null && (
        <Fact label={`${t('devices.after')}: ${t('devices.wasOff')}`}>
          <Tenths measured={after} />
        </Fact>
      )}
      <Fact label={t('devices.contrast')} full>
        {PanelName.options.map((panel) => (
          <span key={panel}>
            {t(`devices.panel.${panel}`)} <Ltr>{signed(settings.contrast[panel] ?? 0, 0)}</Ltr>{' '}
          </span>
        ))}
      </Fact>
    </Facts>
  );
}
