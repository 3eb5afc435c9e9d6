import { Checkbox } from '@mantine/core';
import { type KeyboardEvent, useId } from 'react';
import type { ServiceView } from '../../../src-shared/contract/counter/services.ts';
import type { ServiceRules } from '../../../src-shared/catalogue/service-rules.ts';
import { Category } from '../../../src-shared/licensing/category.ts';
import { formatRupees, isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { reasonBrief } from '../services/reason-words.ts';
import classes from './category-choice.module.css';
import { type CategoryTerms, termsOf } from './category-terms.ts';

interface CategoryChoiceProps {
  /** With its fees and ages, for what each category costs a year. */
  readonly rules: ServiceRules;
  readonly service: ServiceView;
  readonly chosen: readonly Category[];
  readonly disabled: boolean;
  readonly onChange: (chosen: Category[]) => void;
  /** The place that has it opens somewhere else. */
  readonly calm?: boolean;
}

/** Every category with its age and yearly fee; the digit before it ticks it. What may not be had says why and from when. */
export function CategoryChoice({ rules, service, chosen, disabled, onChange, calm = false }: CategoryChoiceProps) {
  const { t } = useText();
  const titleId = useId();
  const choices = service.offered.map((offer) => ({ ...offer, terms: termsOf(rules, offer.category) }));
  const fixed = service.choice === 'held';
  const first = choices.findIndex(({ category, may }) => (chosen.length > 0 ? chosen.includes(category) : may));

  function toggle(category: Category): void {
    if (fixed) return;
    const others = service.choice === 'one' ? [] : chosen.filter((each) => each !== category);
    const next = chosen.includes(category) ? others : [...others, category];
    onChange(Category.options.filter((each) => next.includes(each)));
  }

  function onKeyDown(event: KeyboardEvent): void {
    const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
    if (digit !== undefined && !event.ctrlKey && !event.altKey) {
      const choice = choices[(Number(digit) + 9) % 10];
      if (choice?.may === true && !disabled) toggle(choice.category);
      event.preventDefault();
      return;
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const boxes = [...event.currentTarget.querySelectorAll<HTMLInputElement>('input:not([disabled])')];
    boxes[boxes.findIndex((box) => box === document.activeElement) + step]?.focus();
  }

  return (
    // Digits and arrow keys come from the boxes inside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div role="group" aria-labelledby={titleId} className={classes['group']} onKeyDown={onKeyDown}>
      <h2 id={titleId}>{t('applications.categories')}</h2>
      <p>{t(fixed ? 'applications.categoriesHeld' : 'applications.categoriesHint')}</p>
      {choices.map(({ category, may, against, terms }, index) => (
        <div key={category} className={classes['choice']} data-chosen={chosen.includes(category)}>
          <kbd>{(index + 1) % 10}</kbd>
          <Checkbox
            label={t(`category.${category}`)}
            checked={chosen.includes(category)}
            onChange={() => toggle(category)}
            disabled={disabled || fixed || !may}
            autoFocus={index === first && !calm}
          />
          {may || against === null ? <Age terms={terms} /> : <strong data-wrong>{reasonBrief(t, against)}</strong>}
          <Price terms={terms} />
        </div>
      ))}
    </div>
  );
}

function Age({ terms: { minimumAge } }: { terms: CategoryTerms }) {
  const { t, language } = useText();
  return (
    <span className={classes['age']}>
      {minimumAge > 0 && t('applications.ageFrom', { age: isolate(String(minimumAge), language) })}
    </span>
  );
}

function Price({ terms: { perYear } }: { terms: CategoryTerms }) {
  const { t, language } = useText();
  if (perYear === null) return null;
  return (
    <span className={classes['amount']}>
      {perYear === 0 ? t('applications.free') : t('applications.perYear', { amount: formatRupees(perYear, language) })}
    </span>
  );
}
