import type { Sha256 } from '../../../src-shared/ids.ts';
import { useText } from '../../text/use-text.ts';
import { StoredPhoto } from '../studio/picture.tsx';
import classes from './portrait.module.css';

interface PortraitProps {
  readonly sha256: Sha256 | null;
  /** Who is in the picture. */
  readonly name: string;
}

/** The recorded photo of a person, in the 35 x 45 shape of the card; says so where there is none. */
export function Portrait({ sha256, name }: PortraitProps) {
  const { t } = useText();
  return (
    <div className={classes['portrait']}>
      {sha256 === null ? (
        <p>{t('licence.noPhoto')}</p>
      ) : (
        <StoredPhoto sha256={sha256} label={t('studio.accepted', { name })} />
      )}
    </div>
  );
}
