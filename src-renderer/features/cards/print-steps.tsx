import type { PrintProgress } from '../../../src-shared/contract/counter/cards.ts';
import { useText } from '../../text/use-text.ts';
import classes from './print-steps.module.css';

const steps = ['checking', 'feeding', 'sendingFront', 'sendingBack', 'printing', 'ejecting'] as const;

/** How far the print is, as the printer tells it. */
export function PrintSteps({ progress }: { progress: PrintProgress }) {
  const { t } = useText();
  const at = steps.findIndex((step) => step === progress.step);
  return (
    <div className={classes['progress']}>
      <strong role="status">{at < 0 ? '' : t(`cards.step.${steps[at] ?? 'checking'}`)}</strong>
      <ol>
        {steps.map((step, index) => (
          <li
            key={step}
            data-state={index < at ? 'past' : index === at ? 'now' : 'next'}
            aria-current={index === at ? 'step' : undefined}
          >
            {t(`cards.step.${step}`)}
          </li>
        ))}
      </ol>
    </div>
  );
}
