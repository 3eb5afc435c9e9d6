import { useRef, useState } from 'react';
import type { GreyCardReading } from '../../../../src-shared/contract/counter/devices.ts';
import type { HeadMarks, MarkName } from '../../../../src-shared/imaging/head-box.ts';
import { core } from '../../../core/core-client.ts';
import { useAct } from '../../../core/use-act.ts';
import { useLoad } from '../../../core/use-load.ts';
import { isolate } from '../../../text/formats.ts';
import { useText } from '../../../text/use-text.ts';
import { Notice } from '../../../ui/notice.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { drawHeadGuide, drawHeadMarks } from '../../studio/draw-head-guide.ts';
import { PictureCanvas } from '../../studio/picture.tsx';
import { useCamera } from '../../studio/use-camera.ts';
import { useLiveView } from '../../studio/use-live-view.ts';
import type { BenchProps } from '../bench-props.ts';
import { BenchKeys } from './bench-keys.tsx';
import classes from './camera-bench.module.css';
import { ExposureMeter } from './exposure-meter.tsx';
import { GreyCard } from './grey-card.tsx';
import { HeadCheck } from './head-check.tsx';
import { SettingsList } from './settings-list.tsx';
import { SharpnessMeter } from './sharpness-meter.tsx';
import { usePictureMeter } from './use-picture-meter.ts';

export type CameraPage = 'settings' | 'head' | 'grey';

/** The last two readings of the grey card. */
export interface Readings {
  readonly before: GreyCardReading | null;
  readonly now: GreyCardReading | null;
}

const firstMarks: HeadMarks = { crown: 0.1, eyes: 0.43, chin: 0.8 };

/** Live picture on one side; settings and meters, the size of the head, or the grey card on the other. */
export function CameraBench({ devices, onDevices }: BenchProps) {
  const { t, language } = useText();
  const acting = useAct();
  const [page, setPage] = useState<CameraPage>('settings');
  const [marks, setMarks] = useState(firstMarks);
  const [mark, setMark] = useState<MarkName>('crown');
  const [readings, setReadings] = useState<Readings>({ before: null, now: null });
  const [saved, setSaved] = useState(false);
  const canvas = useRef<HTMLCanvasElement>(null);
  const meter = usePictureMeter();
  const pictures = useCamera();
  const live = useLiveView(canvas, {
    pictures,
    active: true,
    onPicture: meter.onPicture,
    drawGuide: (drawn) => (page === 'head' ? drawHeadMarks(drawn, marks, mark) : drawHeadGuide(drawn)),
  });
  const camera = `${devices.camera.model ?? ''} ${devices.camera.serial ?? ''}`;
  const settings = useLoad(`camera settings ${camera}`, async () =>
    pictures.grab === null ? core.devices.cameraSettings() : [],
  );

  return (
    <>
      <div className={classes['bench']}>
        <div className={classes['look']}>
          <div className={classes['stage']}>
            <PictureCanvas ref={canvas} label={t('studio.live')} running={live.running} />
            {!live.running && <p>{t('studio.starting')}</p>}
          </div>
          <p className={classes['guide']}>
            <span>{t('devices.guideLead')}</span>
            {meter.reading !== null && live.running && (
              <span>{t('devices.rate', { rate: isolate(String(meter.reading.rate), language) })}</span>
            )}
          </p>
          <ProblemNotice problem={live.problem} />
          <div className={classes['meters']}>
            <ExposureMeter histogram={meter.reading?.histogram ?? null} />
            <SharpnessMeter sharpness={meter.reading?.sharpness ?? 0} best={meter.reading?.best ?? 0} />
          </div>
        </div>
        <div className={classes['side']}>
          {page === 'settings' && (
            <>
              {settings.data !== null && settings.data.length > 0 ? (
                <SettingsList
                  settings={settings.data}
                  onChange={(name, value) =>
                    void acting.act(async () =>
                      settings.replace(await core.devices.changeCameraSetting({ name, value })),
                    )
                  }
                />
              ) : (
                settings.problem === null &&
                settings.data !== null && <Notice tone="calm" title={t('devices.noSettings')} />
              )}
            </>
          )}
          {page === 'head' && <HeadCheck marks={marks} chosen={mark} onMarks={setMarks} onChoose={setMark} />}
          {page === 'grey' && readings.now !== null && <GreyCard before={readings.before} now={readings.now} />}
        </div>
      </div>
      <BenchKeys
        page={page}
        onPage={setPage}
        readings={readings}
        onReadings={(next) => {
          setReadings(next);
          setSaved(false);
          if (next.now !== null) settings.replace(next.now.settings);
        }}
        pictures={pictures}
        meter={meter}
        acting={acting}
        canSet={(settings.data ?? []).length > 0}
        saved={saved}
        onSaved={(next) => {
          onDevices(next);
          setSaved(true);
          setReadings({ before: null, now: null });
          setPage('settings');
        }}
      />
    </>
  );
}
