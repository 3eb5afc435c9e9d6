import { useState } from 'react';
import type { PersonFound } from '../../../src-shared/contract/counter/people.ts';
import type { EligibilityView, ServiceView } from '../../../src-shared/contract/counter/services.ts';
import type { ServiceCode } from '../../../src-shared/catalogue/service-file.ts';
import { ofView } from './against.ts';
import { useShortcut } from '../../shell/shortcut-store.ts';
import { readTypedDay } from '../../text/typed-day.ts';
import { useText } from '../../text/use-text.ts';
import { ChoiceList } from '../../ui/choice-list.tsx';
import { useAct } from '../../core/use-act.ts';
import { Desk } from '../../ui/desk.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { typeInto, useDraft } from '../drafts/draft-store.ts';
import { BirthDateField } from './birth-date-field.tsx';
import { PersonHead } from './person-head.tsx';
import { ServiceDossier } from './service-dossier.tsx';
import { ServiceKeys } from './service-keys.tsx';
import { ServiceRow } from './service-row.tsx';
import { askEligibility, type Choice, useEligibility } from './use-eligibility.ts';

/** A CNIC's answer: every service, what this person may have and why not, the most probable one under Enter. */
export function EligibilityScreen({ found }: { found: PersonFound }) {
  const { t } = useText();
  const typed = useDraft((state) => state.fields['birthDate'] ?? '');
  const birthDate = found.person?.birthDate ?? readTypedDay(typed) ?? null;
  const [choice, setChoice] = useState<Choice>();
  const [selected, setSelected] = useState<ServiceCode | null>(null);
  const { problem, act, setProblem } = useAct();
  const { view, fresh, problem: unread } = useEligibility(found.cnic, { birthDate, wanted: choice });
  const services = view?.services ?? [];
  const chosen = services.find(({ service }) => service === (selected ?? opensAtOf(view)));
  const ageAsked = found.person === null;
  const ageMissing = ageAsked && birthDate === null;

  /** Fingers may be faster than the answer: what they mean is asked for then, and taken. */
  async function take(): Promise<void> {
    const answer = fresh && view !== null ? view : await askEligibility(found.cnic, { birthDate, wanted: choice });
    const code = selected ?? opensAtOf(answer);
    begin(answer.services.find(({ service }) => service === code));
  }

  function begin(service: ServiceView | undefined): void {
    const against = ageMissing ? { code: 'person.birthDateMissing' as const, detail: {} } : ofView(service?.against);
    setProblem(against);
    if (against !== null || service === undefined) return;
    // What was chosen here is what the next page begins with; it survives a power cut there.
    typeInto('categories', service.categories.join(','));
    if (service.yearsRule !== null) typeInto('years', String(service.years));
    typeInto('service', service.service);
  }

  useShortcut({ keys: 'Enter', label: 'services.take', where: 'here' }, () => void act(take));
  return (
    <Desk
      wideList
      title={t('services.title')}
      notice={
        <>
          <PersonHead found={found} />
          {ageAsked && <BirthDateField onEnter={() => void act(take)} />}
          <ProblemNotice problem={problem ?? unread} />
        </>
      }
      list={
        <>
          <ServiceKeys
            services={services}
            onChoose={(service) => {
              setSelected(service);
              setProblem(null);
            }}
          />
          {services.length > 0 && (
            <ChoiceList
              label={t('services.title')}
              groups={[{ name: 'services', items: services }]}
              keyOf={({ service }) => service}
              selected={chosen?.service ?? null}
              onSelect={(service) => {
                setSelected(services.find((each) => each.service === service)?.service ?? null);
                setProblem(null);
              }}
              calm={ageAsked}
            >
              {(service) => (
                <ServiceRow
                  service={service}
                  digit={services.indexOf(service) + 1}
                  likely={service.service === view?.likely}
                  judged={!ageMissing}
                />
              )}
            </ChoiceList>
          )}
        </>
      }
    >
      {chosen !== undefined && view !== null && (
        <ServiceDossier
          key={chosen.service}
          view={view}
          service={chosen}
          onChoice={({ categories, years }) => {
            setSelected(chosen.service);
            setChoice({ service: chosen.service, categories, years });
          }}
          onTake={() => void act(take)}
        />
      )}
    </Desk>
  );
}

/** The most probable service, else the first that may be had. */
function opensAtOf(view: EligibilityView | null): ServiceCode | null {
  const services = view?.services ?? [];
  return view?.likely ?? (services.find(({ may }) => may) ?? services[0])?.service ?? null;
}
