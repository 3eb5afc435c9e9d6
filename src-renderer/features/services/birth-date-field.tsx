import { TextInput } from '@mantine/core';
import { asTyped, readTypedDay } from '../../text/typed-day.ts';
import { useText } from '../../text/use-text.ts';
import { EntryForm } from '../../ui/entry-form.tsx';
import { typeInto, useDraft } from '../drafts/draft-store.ts';
import classes from './birth-date-field.module.css';

/** Of somebody nobody knows yet: ages decide, so this is asked first, and the form has it later. */
export function BirthDateField({ onEnter }: { onEnter: () => void }) {
  const { t } = useText();
  const typed = useDraft((state) => state.fields['birthDate'] ?? '');
  const day = readTypedDay(typed);
  return (
    <EntryForm label={t('services.title')} onSubmit={onEnter} className={classes['form']}>
      <TextInput
        label={t('people.field.birthDate')}
        value={typed}
        onChange={(event) => typeInto('birthDate', event.currentTarget.value)}
        onBlur={() => day !== undefined && typeInto('birthDate', asTyped(day))}
        inputMode="numeric"
        autoComplete="off"
        autoFocus
        dir="ltr"
        className={classes['field'] ?? ''}
        classNames={{ input: 'ltr' }}
      />
      <p>{t(day === undefined ? 'services.newPerson' : 'services.newPersonKnown')}</p>
    </EntryForm>
  );
}
