import type { Problem } from '../core/problem.ts';
import { useText } from '../text/use-text.ts';
import classes from './notice.module.css';

/** One cause and one next action; announced at once to a screen reader. */
export function ProblemNotice({ problem }: { problem: Problem | null }) {
  const { t } = useText();
  if (problem === null) return null;
  return (
    <div role="alert" className={classes['notice']} data-tone="stop">
      <strong>{t(`error.${problem.code}.cause`, problem.detail)}</strong>
      <span>{t(`error.${problem.code}.action`, problem.detail)}</span>
    </div>
  );
}
