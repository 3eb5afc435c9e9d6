import { formatMoment } from '../../text/formats.ts';
import { Ltr } from '../../ui/ltr.tsx';
import classes from './when-who.module.css';

interface WhenWhoProps {
  readonly at: string;
  readonly by: string;
  readonly stream: string;
}

/** When it was done, and below it by whom at which counter. */
export function WhenWho({ at, by, stream }: WhenWhoProps) {
  return (
    <span className={classes['deed']}>
      <Ltr>{formatMoment(at)}</Ltr>
      <small>
        <Ltr>{`${by} · ${stream}`}</Ltr>
      </small>
    </span>
  );
}
