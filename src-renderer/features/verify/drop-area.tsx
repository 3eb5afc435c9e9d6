import { type DragEvent, type ReactNode, useState } from 'react';
import { useText } from '../../text/use-text.ts';
import classes from './drop-area.module.css';

/** Takes a picture that is dropped anywhere on it; the key for those who have no mouse is beside the field. */
export function DropArea({ onPicture, children }: { onPicture: (picture: Blob) => void; children: ReactNode }) {
  const { t } = useText();
  const [over, setOver] = useState(false);

  function drop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file !== undefined) onPicture(file);
  }

  return (
    <div
      className={classes['area']}
      data-over={over}
      role="presentation"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {children}
      {over && <p className={classes['hint']}>{t('verify.drop')}</p>}
    </div>
  );
}
