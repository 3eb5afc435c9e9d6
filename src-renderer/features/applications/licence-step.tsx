import { TextInput } from '@mantine/core';
import { westernDigits } from '../../../src-shared/licensing/cnic.ts';
import { Category } from '../../../src-shared/licensing/category.ts';
import type { ServiceView } from '../../../src-shared/contract/counter/services.ts';
import type { Problem } from '../../core/problem.ts';
import { core } from '../../core/core-client.ts';
import { useAct } from '../../core/use-act.ts';
import { isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { Actions } from '../../ui/actions.tsx';
import { EntryForm } from '../../ui/entry-form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { forgetDraft, saveDraft, typeInto, useDraft } from '../drafts/draft-store.ts';
import { useEligibility } from '../services/use-eligibility.ts';
import { FeeTable } from '../till/fee-table.tsx';
import { RuleNote } from '../till/rule-note.tsx';
import { CategoryChoice } from './category-choice.tsx';
import classes from './licence-step.module.css';
import type { StepProps } from './step-props.ts';

/** What is applied for: categories, years where there is a choice, and the fee while it is chosen. */
export function LicenceStep({ work, onApplication, onDone }: StepProps) {
  const { t } = useText();
  const draft = useDraft((state) => state.fields);
  const { busy, problem, act, setProblem } = useAct();
  const { service, application, found, rules } = work;
  const paid = application !== null && application.receiptNumber !== null;
  const drafted = draft['categories'];
  const typedYears = draft['years'] ?? String(application?.years ?? service.years?.usual ?? 0);
  const years = service.years === null ? 0 : Number(westernDigits(typedYears));
  const chosen = drafted === undefined ? application?.categories : categoriesOf(drafted);
  // Without a choice of the operator's own the usual one is asked for, and taken.
  const wanted = isYears(years) ? { service: service.service, categories: [...(chosen ?? [])], years } : undefined;
  const asked = useEligibility(found.cnic, { wanted: chosen === undefined ? undefined : wanted });
  const shown = asked.view?.services.find((each) => each.service === service.service);
  if (shown === undefined) return <ProblemNotice problem={asked.problem} />;
  const categories = chosen ?? shown.categories;

  async function choose(view: ServiceView): Promise<void> {
    const against = whatIsWrong(view, { categories, years });
    if (against !== null && !paid) {
      setProblem(against);
      return;
    }
    await act(async () => {
      await saveDraft();
      if (application === null) {
        const { cnic } = found;
        onApplication(
          await core.applications.open({ cnic, service: service.service, categories: [...categories], years }),
        );
        forgetDraft();
      } else if (!paid && !isSame(application, categories, years)) {
        onApplication(
          await core.applications.change({ applicationId: application.id, categories: [...categories], years }),
        );
      }
      onDone();
    });
  }

  return (
    <EntryForm label={t('step.licence')} onSubmit={() => void choose(shown)} className={classes['form']}>
      {paid && <Notice tone="calm" title={t('error.fee.alreadyPaid.action')} />}
      <div className={classes['columns']}>
        <CategoryChoice
          rules={service}
          service={shown}
          chosen={categories}
          disabled={paid}
          onChange={(next) => {
            setProblem(null);
            typeInto('categories', next.join(','));
          }}
        />
        <div className={classes['fee']}>
          {service.years !== null && (
            <YearsField
              rule={service.years}
              value={typedYears}
              disabled={paid}
              focus={shown.choice === 'held'}
              onType={(typed) => {
                setProblem(null);
                if (chosen === undefined) typeInto('categories', categories.join(','));
                typeInto('years', typed);
              }}
            />
          )}
          {shown.fee !== null && (
            <FeeTable brief title={t('applications.runningFee')} lines={shown.fee.lines} total={shown.fee.total} />
          )}
          <RuleNote rules={rules.version} reference={rules.reference} />
        </div>
      </div>
      <Actions notice={<ProblemNotice problem={problem} />}>
        <ActButton
          type="submit"
          busy={busy}
          autoFocus={shown.offered.every(({ may }) => !may) || (shown.choice === 'held' && service.years === null)}
        >
          {t('applications.toLicence')}
        </ActButton>
      </Actions>
    </EntryForm>
  );
}

interface YearsFieldProps {
  readonly rule: NonNullable<ServiceView['yearsRule']>;
  readonly value: string;
  readonly disabled: boolean;
  readonly focus: boolean;
  readonly onType: (typed: string) => void;
}

function YearsField({ rule: { minimum, maximum, only }, value, disabled, focus, onType }: YearsFieldProps) {
  const { t, language } = useText();
  const number = (each: number) => isolate(String(each), language);
  return (
    <TextInput
      label={t('applications.years')}
      description={
        only === undefined
          ? t('applications.yearsHint', { minimum: number(minimum), maximum: number(maximum) })
          : t('applications.yearsOnly', { years: only.map(number).join(' · ') })
      }
      value={value}
      onChange={(event) => onType(event.currentTarget.value)}
      disabled={disabled}
      autoFocus={focus}
      inputMode="numeric"
      autoComplete="off"
      dir="ltr"
      classNames={{ input: 'ltr' }}
    />
  );
}

/** What the rules say against this choice; central and the fold say the same when it is made. */
function whatIsWrong(
  { against, yearsRule, choice }: ServiceView,
  { categories, years }: { categories: readonly Category[]; years: number },
): Problem | null {
  if (categories.length === 0 && choice !== 'none') return { code: 'application.noCategory', detail: {} };
  if (yearsRule !== null) {
    const { minimum, maximum, only } = yearsRule;
    const offered = Number.isInteger(years) && years >= minimum && years <= maximum;
    if (!offered || !(only ?? [years]).includes(years)) {
      return { code: 'application.yearsOutOfRange', detail: { minimum, maximum } };
    }
  }
  return against === null || against.code === null ? null : { code: against.code, detail: against.detail };
}

function isYears(years: number): boolean {
  return Number.isInteger(years) && years >= 0 && years <= 99;
}

function categoriesOf(drafted: string): Category[] {
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
