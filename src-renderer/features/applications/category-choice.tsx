import { Checkbox } from '@mantine/core';
import { type KeyboardEvent, useId } from 'react';
import { addYears } from '../../../src-shared/licensing/calendar.ts';
import type { ServiceRules } from '../../../src-shared/catalogue/service-rules.ts';
import { type CategoryTerms, categoryTerms, isOldEnough } from './category-terms.ts';
import { Category } from '../../../src-shared/licensing/category.ts';
import { formatRupees, isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import classes from './category-choice.module.css';

interface CategoryChoiceProps {
  readonly service: ServiceRules;
  readonly birthDate: string;
  readonly today: string;
  readonly chosen: readonly Category[];
  readonly disabled: boolean;
  readonly onChange: (chosen: Category[]) => void;
}

/** Every category with its age and yearly fee; the digit before it ticks it. Too young shows from when. */
export function CategoryChoice({ service, birthDate, today, chosen, disabled, onChange }: CategoryChoiceProps) {
  const { t } = useText();
  const titleId = useId();
  const choices = categoryTerms(service).map((rule) => ({ rule, allowed: isOldEnough(rule, { birthDate, today }) }));
  const first = choices.findIndex(({ rule, allowed }) =>
    chosen.length > 0 ? chosen.includes(rule.category) : allowed,
  );

  function toggle(category: Category): void {
    const next = chosen.includes(category) ? chosen.filter((each) => each !== category) : [...chosen, category];
    onChange(Category.options.filter((each) => next.includes(each)));
  }

  function onKeyDown(event: KeyboardEvent): void {
    const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
    if (digit !== undefined && !event.ctrlKey && !event.altKey) {
      const choice = choices[(Number(digit) + 9) % 10];
      if (choice?.allowed === true && !disabled) toggle(choice.rule.category);
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
      <p>{t('applications.categoriesHint')}</p>
      {choices.map(({ rule, allowed }, index) => (
        <div key={rule.category} className={classes['choice']} data-chosen={chosen.includes(rule.category)}>
          <kbd>{(index + 1) % 10}</kbd>
          <Checkbox
            label={t(`category.${rule.category}`)}
            checked={chosen.includes(rule.category)}
            onChange={() => toggle(rule.category)}
            disabled={disabled || !allowed}
            autoFocus={index === first}
          />
          <Terms rule={rule} from={allowed ? null : addYears(birthDate, rule.minimumAge)} />
        </div>
      ))}
    </div>
  );
}

function Terms({ rule, from }: { rule: CategoryTerms; from: string | null }) {
  const { t, language } = useText();
  const { minimumAge, perYear } = rule;
  return (
    <>
      {from === null ? (
        <span>{t('applications.ageFrom', { age: isolate(String(minimumAge), language) })}</span>
      ) : (
        <strong data-wrong>
          {t('applications.tooYoung', { age: isolate(String(minimumAge), language), day: from })}
        </strong>
      )}
      <span className={classes['amount']}>
        {perYear === 0
          ? t('applications.free')
          : t('applications.perYear', { amount: formatRupees(perYear, language) })}
      </span>
    </>
  );
}
