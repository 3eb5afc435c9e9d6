import { Radio, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import type { FormField } from '../../../src-shared/catalogue/service-file.ts';
import { core } from '../../core/core-client.ts';
import { useAct } from '../../core/use-act.ts';
import { useText } from '../../text/use-text.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { Actions } from '../../ui/actions.tsx';
import { EntryForm, focusField } from '../../ui/entry-form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { saveDraft, typeInto, useDraft } from '../drafts/draft-store.ts';
import { answerField, isFormPending, readAnswer, shownAnswer } from './form-answers.ts';
import classes from './form-step.module.css';
import type { OpenStepProps } from './step-props.ts';

/** The service's own questions, beside the person's data. */
export function FormStep({ application, onApplication, onDone }: OpenStepProps) {
  const { t } = useText();
  const typed = useDraft((state) => state.fields);
  const { busy, problem, act, setProblem } = useAct();
  const [left, setLeft] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const { form } = application.serviceRules;
  const given = { typed, recorded: application.answers };
  const paid = application.receiptNumber !== null;
  const wrong = form.filter((field) => readAnswer(field, shownAnswer(field, given)) === undefined);

  async function record(): Promise<void> {
    const [first] = wrong;
    if (first !== undefined && !paid) {
      setLeft(true);
      setProblem({ code: 'application.answersMissing', detail: {} });
      const element = frame.current?.querySelector<HTMLElement>(`[name="${first.id}"]`) ?? null;
      if (element !== null) focusField(element);
      return;
    }
    const answers = form.map((field) => [field.id, readAnswer(field, shownAnswer(field, given)) ?? ''] as const);
    await act(async () => {
      await saveDraft();
      if (!paid && (isFormPending(form, given) || Object.keys(application.answers).length === 0)) {
        const applicationId = application.id;
        onApplication(await core.applications.answer({ applicationId, answers: Object.fromEntries(answers) }));
      }
      onDone();
    });
  }

  return (
    <EntryForm label={t('step.form')} onSubmit={() => void record()} className={classes['form']}>
      {paid && <Notice tone="calm" title={t('error.fee.alreadyPaid.action')} />}
      <div ref={frame} className={classes['fields']}>
        {form.map((field, index) => (
          <Question
            key={field.id}
            field={field}
            value={shownAnswer(field, given)}
            wrong={left && wrong.includes(field)}
            first={index === 0}
            disabled={paid}
            onType={(answer) => {
              setProblem(null);
              typeInto(answerField(field.id), answer);
            }}
          />
        ))}
      </div>
      <Actions notice={<ProblemNotice problem={problem} />}>
        <ActButton type="submit" busy={busy} autoFocus={paid}>
          {t('applications.toLicence')}
        </ActButton>
      </Actions>
    </EntryForm>
  );
}

interface QuestionProps {
  readonly field: FormField;
  readonly value: string;
  readonly wrong: boolean;
  readonly first: boolean;
  readonly disabled: boolean;
  readonly onType: (answer: string) => void;
}

function Question({ field, value, wrong, first, disabled, onType }: QuestionProps) {
  const { t, language } = useText();
  const { id, kind, required, choices = [] } = field;
  const label = required ? field.label[language] : t('applications.optional', { label: field.label[language] });
  const error = wrong ? t(kind === 'choice' ? 'people.wrong.gender' : `applications.wrong.${kind}`) : undefined;
  if (kind === 'choice') {
    return (
      <Radio.Group name={id} label={label} value={value} onChange={onType} error={error}>
        <div className={classes['choices']}>
          {choices.map((choice, index) => (
            <Radio
              key={choice.value}
              name={id}
              size="md"
              value={choice.value}
              label={choice.label[language]}
              disabled={disabled}
              autoFocus={first && !disabled && (value === '' ? index === 0 : choice.value === value)}
            />
          ))}
        </div>
      </Radio.Group>
    );
  }
  const ltr = kind === 'day' || kind === 'number';
  return (
    <TextInput
      name={id}
      label={label}
      description={kind === 'day' ? t('people.hint.birthDate') : undefined}
      value={value}
      error={error}
      disabled={disabled}
      onChange={(event) => onType(event.currentTarget.value)}
      onBlur={() => void saveDraft()}
      autoComplete="off"
      autoFocus={first && !disabled}
      inputMode={ltr ? 'numeric' : 'text'}
      maxLength={200}
      dir={ltr ? 'ltr' : 'auto'}
      classNames={ltr ? { input: 'ltr' } : {}}
    />
  );
}
