import { Checkbox, TextInput } from '@mantine/core';
import type { EligibilityView, ServiceView } from '../../../src-shared/contract/counter/services.ts';
import { Category } from '../../../src-shared/licensing/category.ts';
import { westernDigits } from '../../../src-shared/licensing/cnic.ts';
import { useText } from '../../text/use-text.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { Dossier } from '../../ui/dossier.tsx';
import { FeeTable } from '../till/fee-table.tsx';
import { RuleNote } from '../till/rule-note.tsx';
import { ReasonList } from './reason-list.tsx';
import { reasonBrief } from './reason-words.ts';
import classes from './service-dossier.module.css';

interface ServiceDossierProps {
  readonly view: EligibilityView;
  readonly service: ServiceView;
  readonly onChoice: (choice: { categories: Category[]; years: number }) => void;
  readonly onTake: () => void;
}

/** One service in full: the rules that were asked, the fee, the papers, the tests; the choice can be changed. */
export function ServiceDossier({ view, service, onChoice, onTake }: ServiceDossierProps) {
  const { t, language } = useText();
  const { may, title, hint, fee, documents, tests, validUntil } = service;
  return (
    <Dossier
      label={title[language]}
      acts={
        <ActButton busy={false} onClick={onTake} variant={may ? 'filled' : 'default'} rightSection={<kbd>Enter</kbd>}>
          {t(may ? 'services.begin' : 'services.why')}
        </ActButton>
      }
    >
      <h2 className={classes['title']}>
        {title[language]} <small>{hint[language]}</small>
      </h2>
      <ReasonList reasons={service.reasons} />
      <div className={classes['columns']}>
        <Choice service={service} onChoice={onChoice} />
        <div className={classes['facts']}>
          {fee !== null && <FeeTable brief title={t('step.fee')} lines={fee.lines} total={fee.total} />}
          <p>
            <strong>{t('services.papers')}</strong> {documents.map(({ label }) => label[language]).join(' · ')}
          </p>
          {tests.length > 0 && (
            <p>
              <strong>{t('services.tests')}</strong>{' '}
              {tests.map(({ test }) => t(test === 'sign' ? 'step.signTest' : 'step.roadTest')).join(' · ')}
            </p>
          )}
          {validUntil !== null && may && <p>{t('services.validUntil', { day: validUntil })}</p>}
        </div>
      </div>
      <RuleNote rules={view.rules} reference={view.reference} />
    </Dossier>
  );
}

function Choice({ service, onChoice }: Pick<ServiceDossierProps, 'service' | 'onChoice'>) {
  const { t } = useText();
  const { choice, categories, offered, years, yearsRule } = service;
  if (choice === 'none' && yearsRule === null) return null;

  function toggle(category: Category): void {
    const others = choice === 'one' ? [] : categories.filter((each) => each !== category);
    const next = categories.includes(category) ? others : [...others, category];
    onChoice({ categories: Category.options.filter((each) => next.includes(each)), years });
  }

  return (
    <div role="group" aria-label={t('applications.categories')} className={classes['choice']}>
      {offered.map(({ category, may, against }) => (
        <span key={category} className={classes['category']}>
          <Checkbox
            label={t(`category.${category}`)}
            checked={categories.includes(category)}
            disabled={choice === 'held' || !may}
            onChange={() => toggle(category)}
          />
          {!may && against !== null && service.may && <small>{reasonBrief(t, against)}</small>}
        </span>
      ))}
      {yearsRule !== null && (
        <TextInput
          label={t('applications.years')}
          value={String(years)}
          onChange={(event) => {
            const typed = Number(westernDigits(event.currentTarget.value).replaceAll(/\D/g, '').slice(-2));
            onChoice({ categories, years: typed });
          }}
          inputMode="numeric"
          autoComplete="off"
          dir="ltr"
          classNames={{ input: 'ltr' }}
        />
      )}
    </div>
  );
}
