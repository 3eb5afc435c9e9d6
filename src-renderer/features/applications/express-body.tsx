import type { Step } from '../../../src-shared/contract/counter/views.ts';
import { useText } from '../../text/use-text.ts';
import { useDraft } from '../drafts/draft-store.ts';
import classes from './express-body.module.css';
import { isDone, isOpen, stepsOf } from './progress.ts';
import { pendingSteps } from './pending.ts';
import type { StepProps } from './step-props.ts';
import { StepView } from './step-view.tsx';
import { useSummary } from './use-summary.ts';

/** All steps of a short service on one screen: what is done in a line each, and the one at hand beside them. */
export function ExpressBody({ step, ...props }: StepProps & { step: Step }) {
  const { t } = useText();
  const { work, onGo } = props;
  const pending = pendingSteps(
    work,
    useDraft((state) => state.fields),
  );
  const summary = useSummary(work);
  return (
    // What the applicant reads has the whole width.
    <div className={classes['lane']} data-wide={step === 'review'}>
      <nav aria-label={t('applications.steps')}>
        <ol className={classes['steps']}>
          {stepsOf(work).map((each, index) => {
            const done = isDone(each, work) && !pending.includes(each);
            return (
              <li key={each}>
                <button
                  type="button"
                  aria-current={each === step ? 'step' : undefined}
                  data-done={done}
                  disabled={!isOpen(each, work)}
                  onClick={() => onGo(each)}
                >
                  <span className={classes['mark']} aria-hidden="true">
                    {done ? '✓' : pending.includes(each) ? '!' : index + 1}
                  </span>
                  <span className={classes['name']}>{t(`step.${each}`)}</span>
                  <span className={classes['said']}>{done && summary(each)}</span>
                </button>
              </li>
            );
          })}
        </ol>
      </nav>
      <div className={classes['now']}>
        <StepView key={step} step={step} {...props} />
      </div>
    </div>
  );
}
