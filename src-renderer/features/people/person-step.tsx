import { useRef, useState } from 'react';
import { core } from '../../core/core-client.ts';
import { useAct } from '../../core/use-act.ts';
import { useToday } from '../status/use-today.ts';
import { asTyped } from '../../text/typed-day.ts';
import { useText } from '../../text/use-text.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { Actions } from '../../ui/actions.tsx';
import { EntryForm, focusField } from '../../ui/entry-form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import type { StepProps } from '../applications/step-props.ts';
import { saveDraft, typeInto, useDraft } from '../drafts/draft-store.ts';
import { usePapers } from '../practice/practice-store.ts';
import { HeldLicences } from './held-licences.tsx';
import { PersonFieldset } from './person-fieldset.tsx';
import { type PersonField, personFields, readPerson, valuesOf } from './person-fields.ts';
import classes from './person-step.module.css';
import { PossibleDuplicates } from './possible-duplicates.tsx';

/** Who the applicant is, in both scripts. Known data is filled in; nothing typed is ever lost. */
export function PersonStep({ work, onFound, onApplication, onDone }: StepProps) {
  const { t } = useText();
  const today = useToday();
  const { found } = work;
  // On the express lane what is known already is passed by Enter, and a known person by one key.
  const { express } = work.service;
  const confirms = express && found.person !== null;
  const draft = useDraft((state) => state.fields);
  const { busy, problem, act } = useAct();
  const [left, setLeft] = useState<ReadonlySet<PersonField>>(new Set());
  const frame = useRef<HTMLDivElement>(null);
  const values = valuesOf(found, draft);
  const { person, wrong } = readPerson(found, values, today);
  usePapers((papers) => {
    if (papers.cnic !== found.cnic) return;
    const typed = { ...papers, birthDate: asTyped(papers.birthDate), bloodGroup: papers.bloodGroup ?? '' };
    for (const field of personFields) typeInto(field, typed[field]);
  });
  const shown = Object.fromEntries([...left].map((field) => [field, wrong[field]]));

  async function record(): Promise<void> {
    if (person === null) {
      setLeft(new Set(personFields));
      const first = personFields.find((field) => wrong[field] !== undefined);
      const element = frame.current?.querySelector<HTMLElement>(`[name="${first}"]`) ?? null;
      if (element !== null) focusField(element);
      return;
    }
    await act(async () => {
      await saveDraft();
      const now = await core.people.record({ person });
      // The application shows the person's data too: both are what the core says now.
      const { application } = work;
      if (application !== null) onApplication(await core.applications.get({ applicationId: application.id }));
      onFound(now);
      onDone();
    });
  }

  return (
    <div ref={frame} className={classes['step']}>
      {found.person !== null && work.application === null && found.licences.length === 0 && (
        <Notice tone="calm" title={t('people.known')} />
      )}
      <HeldLicences licences={found.licences} />
      <EntryForm label={t('step.person')} onSubmit={() => void record()} className={classes['form']}>
        <PersonFieldset
          values={values}
          wrong={shown}
          today={today}
          express={express}
          calm={confirms}
          onType={typeInto}
          onLeave={(field) => {
            setLeft((before) => new Set(before).add(field));
            void saveDraft();
          }}
        />
        <Actions
          notice={
            <>
              <PossibleDuplicates cnic={found.cnic} values={values} />
              <ProblemNotice problem={problem} />
            </>
          }
        >
          <ActButton type="submit" busy={busy} autoFocus={confirms}>
            {t('applications.toLicence')}
          </ActButton>
        </Actions>
      </EntryForm>
    </div>
  );
}
