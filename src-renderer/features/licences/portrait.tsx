import type { Sha256 } from '../../../src-shared/ids.ts';
import { core } from '../../core/core-client.ts';
import { useLoad } from '../../core/use-load.ts';
import { useText } from '../../text/use-text.ts';
import { BlobImage } from '../../ui/blob-image.tsx';
import classes from './portrait.module.css';

interface PortraitProps {
  readonly sha256: Sha256 | null;
  /** Who is in the picture. */
  readonly name: string;
}

/** The recorded photo of a person, in the 35 x 45 shape of the card; says so where there is none. */
export function Portrait({ sha256, name }: PortraitProps) {
  const { t } = useText();
  const photo = useLoad(`photo ${sha256 ?? ''}`, async () => (sha256 === null ? null : core.studio.photo({ sha256 })));
  return (
    <div className={classes['portrait']}>
      {photo.data !== null && <BlobImage blob={photo.data} alt={t('licence.photoOf', { name })} />}
      {photo.data === null && !photo.loading && <p>{t('licence.noPhoto')}</p>}
    </div>
  );
}
