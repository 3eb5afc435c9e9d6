import { TextInput } from '@mantine/core';
import { westernDigits } from '../../../src-shared/licensing/cnic.ts';
import { checkAge } from '../../../src-shared/licensing/eligibility.ts';
import { quoteFee } from '../../../src-shared/licensing/fees.ts';
import { Category } from '../../../src-shared/licensing/rule-book.ts';
import { core } from '../../core/core-client.ts';
import { ofRefusal } from '../../core/problem.ts';
import { useAct } from '../../core/use-act.ts';
import { isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { Actions } from '../../ui/actions.tsx';
import { EntryForm } from '../../ui/entry-form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { forgetDraft, saveDraft, typeInto, useDraft } from '../drafts/draft-store.ts';
import { useToday } from '../status/use-today.ts';
import { FeeTable } from '../till/fee-table.tsx';
import { RuleNote } from '../till/rule-note.tsx';
import { CategoryChoice } from './category-choice.tsx';
import classes from './licence-step.module.css';
import type { StepProps } from './step-props.ts';

const USUAL_YEARS = 5;

/** What the licence is for and for how long, with its fee while it is chosen. */
export function LicenceStep({ work, onApplication, onDone }: StepProps) {
  const { t, language } = useText();
  const today = useToday();
  const draft = useDraft((state) => state.fields);
  const { busy, problem, act, setProblem } = useAct();
  const { rules, application, found } = work;
  const paid = application !== null && application.receiptNumber !== null;
  const categories = categoriesOf(draft['categories'], application?.categories ?? []);
  const typedYears = draft['years'] ?? String(application?.years ?? Math.min(USUAL_YEARS, rules.years.maximum));
  const years = Number(westernDigits(typedYears));
  const birthDate = found.person?.birthDate ?? today;
  const quote = quoteFee(rules, { categories, years });

  const tooYoung = !rules.categories.some(
    ({ category }) => checkAge(rules, { birthDate, categories: [category], today }).ok,
  );

  async function choose(): Promise<void> {
    const age = checkAge(rules, { birthDate, categories, today });
    const refused = age.ok ? quote : age;
    if (!refused.ok && !paid) {
      setProblem(ofRefusal(refused));
      return;
    }
    await act(async () => {
      await saveDraft();
      if (application === null) {
        onApplication(await core.applications.open({ cnic: found.cnic, service: 'new', categories, years }));
        forgetDraft();
      } else if (!paid && !isSame(application, categories, years)) {
        onApplication(await core.applications.change({ applicationId: application.id, categories, years }));
      }
      onDone();
    });
  }

  return (
    <EntryForm label={t('step.licence')} onSubmit={() => void choose()} className={classes['form']}>
      {paid && <Notice tone="calm" title={t('error.fee.alreadyPaid.action')} />}
      <div className={classes['columns']}>
        <CategoryChoice
          rules={rules}
          birthDate={birthDate}
          today={today}
          chosen={categories}
          disabled={paid}
          onChange={(chosen) => {
            setProblem(null);
            typeInto('categories', chosen.join(','));
          }}
        />
        <div className={classes['fee']}>
          <TextInput
            label={t('applications.years')}
            description={t('applications.yearsHint', {
              minimum: isolate(String(rules.years.minimum), language),
              maximum: isolate(String(rules.years.maximum), language),
            })}
            value={typedYears}
            onChange={(event) => {
              setProblem(null);
              typeInto('years', event.currentTarget.value);
            }}
            disabled={paid}
            inputMode="numeric"
            autoComplete="off"
            dir="ltr"
            classNames={{ input: 'ltr' }}
          />
          {quote.ok && (
            <FeeTable brief title={t('applications.runningFee')} lines={quote.value.lines} total={quote.value.total} />
          )}
          <RuleNote rules={rules.version} reference={rules.reference} />
        </div>
      </div>
      <Actions notice={<ProblemNotice problem={problem} />}>
        <ActButton type="submit" busy={busy} autoFocus={tooYoung}>
          {t('applications.toLicence')}
        </ActButton>
      </Actions>
    </EntryForm>
  );
}

function categoriesOf(drafted: string | undefined, recorded: readonly Category[]): Category[] {
  if (drafted === undefined) return [...recorded];
  const names = drafted.split(',');
  return Category.options.filter((category) => names.includes(category));
}

function isSame(
  application: { categories: readonly Category[]; years: number },
  categories: readonly Category[],
  years: number,
): boolean {
  return application.years === years && [...application.categories].sort().join() === [...categories].sort().join();
}
