import type { Step } from '../../../src-shared/contract/counter/views.ts';
import { useText } from '../../text/use-text.ts';
import { useDraft } from '../drafts/draft-store.ts';
import { pendingSteps } from './pending.ts';
import { isDone, isOpen, stepsOf } from './progress.ts';
import type { CaseWork } from './step-props.ts';
import classes from './step-rail.module.css';

interface StepRailProps {
  readonly work: CaseWork;
  readonly current: Step;
  readonly onGo: (step: Step) => void;
}

/** Where the work is: done steps can be opened again, later ones wait. */
export function StepRail({ work, current, onGo }: StepRailProps) {
  const { t } = useText();
  const pending = pendingSteps(
    work,
    useDraft((state) => state.fields),
  );
  return (
    <nav aria-label={t('applications.steps')}>
      <ol className={classes['rail']}>
        {stepsOf(work).map((step, index) => (
          <li key={step}>
            <button
              type="button"
              aria-current={step === current ? 'step' : undefined}
              data-done={isDone(step, work) && !pending.includes(step)}
              disabled={!isOpen(step, work)}
              onClick={() => onGo(step)}
            >
              <span className={classes['mark']} aria-hidden="true">
                {pending.includes(step) ? '!' : isDone(step, work) ? '✓' : index + 1}
              </span>
              {t(`step.${step}`)}
              {isDone(step, work) && (
                <span className="visually-hidden">
                  {t(pending.includes(step) ? 'applications.stepPending' : 'applications.stepDone')}
                </span>
              )}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
