import type { Sha256 } from '../../../src-shared/ids.ts';
import { useText } from '../../text/use-text.ts';
import { Picture, StoredPhoto } from '../studio/picture.tsx';
import classes from './face-pair.module.css';

/** The face that the code holds beside the one of the register: a person compares both with whom they see. */
export function FacePair({ face, photo }: { face: Blob | null; photo: Sha256 | null }) {
  const { t } = useText();
  return (
    <div className={classes['pair']}>
      <figure>
        {face === null ? <p>{t('verify.noFaceCard')}</p> : <Picture blob={face} label={t('verify.faceCard')} />}
        <figcaption>{t('verify.faceCard')}</figcaption>
      </figure>
      <figure>
        {photo === null ? (
          <p>{t('verify.noFaceRegister')}</p>
        ) : (
          <StoredPhoto sha256={photo} label={t('verify.faceRegister')} />
        )}
        <figcaption>{t('verify.faceRegister')}</figcaption>
      </figure>
    </div>
  );
}
