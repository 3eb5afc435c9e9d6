import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { core } from '../../core/core-client.ts';
import { useAct } from '../../core/use-act.ts';
import { useShortcut } from '../../shell/shortcut-store.ts';
import { useText } from '../../text/use-text.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { CalibrationBand } from '../devices/calibration-band.tsx';
import type { OpenStepProps } from '../applications/step-props.ts';
import classes from './photo-step.module.css';
import { Picture, PictureCanvas, StoredPhoto } from './picture.tsx';
import { useCamera } from './use-camera.ts';
import { useLiveView } from './use-live-view.ts';

type Taken = Awaited<ReturnType<typeof core.studio.takePhoto>>;

/** Live picture, one key to take it, one to keep it, one to take it again. */
export function PhotoStep({ application, onApplication, onDone }: OpenStepProps) {
  const { t, pick } = useText();
  const { busy, problem, act, setProblem } = useAct();
  const [taken, setTaken] = useState<Taken | null>(null);
  const [again, setAgain] = useState(application.photo === null || application.stage === 'returned');
  const canvas = useRef<HTMLCanvasElement>(null);
  const kept = again ? null : application.photo;
  const pictures = useCamera();
  const live = useLiveView(canvas, { pictures, active: taken === null && kept === null });

  /** A browser that said no is asked again by the same key. */
  const asks = live.problem?.code === 'camera.denied';

  // What failed while the camera was away is over when its picture is back.
  useEffect(() => {
    if (live.running) setProblem(null);
  }, [live.running, setProblem]);

  function take(): void {
    const { grab } = pictures;
    const applicationId = application.id;
    if (asks) live.again();
    else if (grab === null) void act(async () => setTaken(await core.studio.takePhoto({ applicationId })));
    else void act(async () => setTaken(await core.studio.takeWebcamPhoto({ applicationId, picture: await grab() })));
  }

  function keep({ captureId }: Taken): void {
    void act(async () => {
      onApplication(await core.studio.acceptPhoto({ applicationId: application.id, captureId }));
      onDone();
    });
  }

  function retake(): void {
    setTaken(null);
    setAgain(true);
  }

  useShortcut({ keys: 'Space', label: 'shortcut.capture', where: 'here' }, () => {
    if (taken === null && kept === null) take();
  });
  useShortcut({ keys: 'Enter', label: 'shortcut.accept', where: 'here' }, () => {
    if (taken !== null) keep(taken);
    else if (kept !== null) onDone();
    else take();
  });
  useShortcut({ keys: 'R', label: 'shortcut.retake', where: 'here' }, retake);

  const trouble = busy ? null : (problem ?? live.problem);
  return (
    <div className={classes['step']}>
      <div className={classes['stage']}>
        {kept !== null && <StoredPhoto sha256={kept} label={t('studio.accepted', { name: pick(application) })} />}
        {taken !== null && <Picture blob={taken.jpeg} label={t('studio.taken')} />}
        {taken === null && kept === null && (
          <PictureCanvas ref={canvas} label={t('studio.live')} running={live.running} />
        )}
        {taken === null && kept === null && !live.running && trouble === null && <p>{t('studio.starting')}</p>}
      </div>
      <div className={classes['side']}>
        <p>{t(taken === null && kept === null ? 'studio.guide' : 'studio.check')}</p>
        {kept === null && live.problem === null && <CalibrationBand kind="camera" problem={trouble} />}
        <ProblemNotice problem={trouble} />
        {live.problem !== null && !asks && <Notice tone="calm" title={t('studio.recovers')} />}
        {taken === null && kept === null && (
          <ActButton key="take" size="xl" autoFocus onClick={take} busy={busy}>
            {t(busy ? 'studio.taking' : asks ? 'studio.again' : 'studio.take')} <kbd>Space</kbd>
          </ActButton>
        )}
        {taken !== null && (
          <ActButton key="keep" size="xl" autoFocus onClick={() => keep(taken)} busy={busy}>
            {t('studio.keep')} <kbd>Enter</kbd>
          </ActButton>
        )}
        {kept !== null && (
          <Button key="on" size="xl" autoFocus onClick={onDone}>
            {t('till.goOn')} <kbd>Enter</kbd>
          </Button>
        )}
        {(taken !== null || kept !== null) && (
          <Button variant="default" onClick={retake} disabled={busy}>
            {t(taken === null ? 'studio.newPhoto' : 'studio.retake')} <kbd>R</kbd>
          </Button>
        )}
      </div>
    </div>
  );
}
