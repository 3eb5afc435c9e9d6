import { NativeSelect, Radio, TextInput } from '@mantine/core';
import { yearsBetween } from '../../../src-shared/licensing/calendar.ts';
import { BloodGroup, PersonGender } from '../../../src-shared/licensing/person-data.ts';
import { isolate } from '../../text/formats.ts';
import { asTyped, readTypedDay } from '../../text/typed-day.ts';
import { useText } from '../../text/use-text.ts';
import type { PersonField, PersonValues, Wrong } from './person-fields.ts';
import classes from './person-step.module.css';

interface PersonFieldsetProps {
  readonly values: PersonValues;
  /** What is wrong under the fields that were already left. */
  readonly wrong: Wrong;
  readonly today: string;
  /** Enter passes by what is filled in already, and what may stay unknown. */
  readonly express?: boolean;
  /** Something else of the page has the focus at first. */
  readonly calm?: boolean;
  readonly onType: (field: PersonField, value: string) => void;
  readonly onLeave: (field: PersonField) => void;
}

/** English and Urdu side by side, each field in its own direction whatever the screen's language. */
export function PersonFieldset(props: PersonFieldsetProps) {
  const { values, wrong, today, express = false, calm = false, onType, onLeave } = props;
  const { t, language } = useText();
  const birthDay = readTypedDay(values.birthDate);
  const age = birthDay === undefined || birthDay > today ? null : yearsBetween(birthDay, today);

  function common(field: PersonField) {
    const text = wrong[field];
    return {
      name: field,
      label: t(`people.field.${field}`),
      value: values[field],
      error: text === undefined ? undefined : t(text),
      onBlur: () => onLeave(field),
    };
  }

  function typed(field: PersonField) {
    return {
      ...common(field),
      autoComplete: 'off',
      spellCheck: false,
      onChange: (event: { currentTarget: { value: string } }) => onType(field, event.currentTarget.value),
    };
  }

  /** Filled in when the page was opened, or free to be left out. */
  const passed = (is: boolean) => (express && is ? { 'data-passed': true } : {});
  return (
    <div className={classes['fields']}>
      <TextInput {...typed('nameEn')} lang="en" dir="ltr" autoFocus={!calm} />
      <TextInput {...typed('nameUr')} lang="ur" dir="rtl" />
      <TextInput {...typed('fatherEn')} lang="en" dir="ltr" />
      <TextInput {...typed('fatherUr')} lang="ur" dir="rtl" />
      <TextInput
        {...typed('birthDate')}
        {...passed(birthDay !== undefined)}
        description={
          age === null ? t('people.hint.birthDate') : t('people.hint.age', { years: isolate(String(age), language) })
        }
        inputMode="numeric"
        dir="ltr"
        classNames={{ input: 'ltr' }}
        onBlur={() => {
          if (birthDay !== undefined) onType('birthDate', asTyped(birthDay));
          onLeave('birthDate');
        }}
      />
      <Radio.Group {...common('gender')} onChange={(value) => onType('gender', value)}>
        <div className={classes['radios']}>
          {PersonGender.options.map((each) => (
            <Radio
              key={each}
              name="gender"
              value={each}
              label={t(`gender.${each}`)}
              {...passed(values.gender !== '')}
            />
          ))}
        </div>
      </Radio.Group>
      <TextInput
        {...typed('phone')}
        description={t('people.hint.phone')}
        inputMode="tel"
        dir="ltr"
        classNames={{ input: 'ltr' }}
      />
      <NativeSelect
        {...typed('bloodGroup')}
        {...passed(true)}
        description={' '}
        data={[
          { value: '', label: t('people.unknownBlood') },
          ...BloodGroup.options.map((group) => ({ value: group, label: isolate(group, language) })),
        ]}
      />
      <TextInput {...typed('address')} dir="auto" className={classes['wide'] ?? ''} />
    </div>
  );
}
