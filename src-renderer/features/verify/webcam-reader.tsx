import { useMemo, useRef } from 'react';
import { useText } from '../../text/use-text.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { PictureCanvas } from '../studio/picture.tsx';
import { useLiveView } from '../studio/use-live-view.ts';
import { useStatus } from '../status/status-store.ts';
import { anyWebcam } from './any-webcam.ts';
import { CodeLook } from './code-look.ts';
import { drawCodeFrame } from './draw-code-frame.ts';
import classes from './webcam-reader.module.css';

/** The webcam's live picture, searched for a code as fast as the core can; it is let go with the first one. */
export function WebcamReader({ onText }: { onText: (text: string) => void }) {
  const { t } = useText();
  const canvas = useRef<HTMLCanvasElement>(null);
  const chosen = useStatus(({ status }) => (status?.camera.source === 'webcam' ? status.camera.serial : null));
  const pictures = useMemo(() => anyWebcam(chosen), [chosen]);
  const look = useMemo(() => new CodeLook(), []);
  const live = useLiveView(canvas, {
    pictures,
    active: true,
    onPicture: (picture) => look.at(picture, onText),
    drawGuide: drawCodeFrame,
  });
  return (
    <div className={classes['reader']}>
      <div className={classes['stage']}>
        <PictureCanvas ref={canvas} label={t('verify.webcamLive')} running={live.running} />
      </div>
      <div>
        <p>{t('verify.webcamHint')}</p>
        <ProblemNotice problem={live.problem} />
        {live.problem !== null && <KeyButton label="studio.again" keys="Alt+A" onPress={() => void live.again()} />}
      </div>
    </div>
  );
}
