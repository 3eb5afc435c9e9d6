import { TextInput } from '@mantine/core';
import { westernDigits } from '../../../src-shared/licensing/cnic.ts';
import { quoteService } from '../../../src-shared/catalogue/quote-service.ts';
import { labelOf } from '../../../src-shared/catalogue/service-rules.ts';
import { addYears, yearsBetween } from '../../../src-shared/licensing/calendar.ts';
import { accept, refuse, type Result } from '../../../src-shared/errors.ts';
import { Category } from '../../../src-shared/licensing/category.ts';
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
import { categoryTerms, isOldEnough } from './category-terms.ts';
import classes from './licence-step.module.css';
import type { StepProps } from './step-props.ts';

/** What the licence is for and for how long, with its fee while it is chosen. */
export function LicenceStep({ work, onApplication, onDone }: StepProps) {
  const { t, language } = useText();
  const today = useToday();
  const draft = useDraft((state) => state.fields);
  const { busy, problem, act, setProblem } = useAct();
  const { rules, service, application, found } = work;
  const paid = application !== null && application.receiptNumber !== null;
  const categories = categoriesOf(draft['categories'], application?.categories ?? []);
  const typedYears = draft['years'] ?? String(application?.years ?? service.years?.usual ?? 0);
  const years = Number(westernDigits(typedYears));
  const birthDate = found.person?.birthDate ?? today;
  const quote = quoteService(service, {
    version: rules.version,
    wanted: { categories, years },
    circumstances: {
      age: yearsBetween(birthDate, today),
      categories,
      years,
      lateDays: 0,
      answers: {},
      otherCentre: false,
    },
  });
  const lines = (quote.ok ? quote.value.lines : []).map((line) => ({ ...line, label: labelOf(service, line) }));

  const terms = categoryTerms(service);
  const tooYoung = !terms.some((each) => isOldEnough(each, { birthDate, today }));

  function checkAges(): Result<null> {
    const young = terms.find((each) => categories.includes(each.category) && !isOldEnough(each, { birthDate, today }));
    if (young === undefined) return accept(null);
    const { category, minimumAge: age } = young;
    return refuse('application.underAge', { category, age, from: addYears(birthDate, age) });
  }

  async function choose(): Promise<void> {
    const age = checkAges();
    const refused = age.ok ? quote : age;
    if (!refused.ok && !paid) {
      setProblem(ofRefusal(refused));
      return;
    }
    await act(async () => {
      await saveDraft();
      if (application === null) {
        onApplication(await core.applications.open({ cnic: found.cnic, service: service.service, categories, years }));
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
          service={service}
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
              minimum: isolate(String(service.years?.minimum ?? 0), language),
              maximum: isolate(String(service.years?.maximum ?? 0), language),
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
          {quote.ok && <FeeTable brief title={t('applications.runningFee')} lines={lines} total={quote.value.total} />}
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
