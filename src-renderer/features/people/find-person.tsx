import { Button } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { Cnic } from '../../../src-shared/ids.ts';
import { readCnic } from '../../../src-shared/licensing/cnic.ts';
import { core } from '../../core/core-client.ts';
import { ofRefusal, type Problem, toProblem } from '../../core/problem.ts';
import { useLoad } from '../../core/use-load.ts';
import { useNavigation } from '../../shell/navigation-store.ts';
import { useText } from '../../text/use-text.ts';
import { CnicField } from '../../ui/cnic-field.tsx';
import { EntryForm } from '../../ui/entry-form.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { WorkList } from '../../ui/work-list.tsx';
import { usePapers } from '../practice/practice-store.ts';
import { useStatus } from '../status/status-store.ts';
import { stoppedBy } from '../status/stopped-by.ts';
import { ShiftBanner } from '../till/shift-banner.tsx';
import { CnicFacts } from './cnic-facts.tsx';
import classes from './find-person.module.css';
import { loadUnfinished, type Unfinished } from './unfinished.ts';
import { UnfinishedRow } from './unfinished-row.tsx';

/** Home of an operator: who is at the counter, and below it what was begun and not finished. */
export function FindPerson() {
  const { t } = useText();
  const go = useNavigation((state) => state.go);
  const why = useStatus(({ status }) => stoppedBy(status));
  const [digits, setDigits] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const work = useLoad('unfinished', async () => loadUnfinished(core));
  const lists = useRef<HTMLDivElement>(null);
  usePapers(({ cnic }) => setDigits(cnic));

  function begin(): void {
    const read = readCnic(digits);
    if (!read.ok) setProblem(ofRefusal(read));
    else if (why === null) go({ place: 'people', cnic: read.value.cnic });
    else void beginStopped(read.value.cnic, why);
  }

  /** Only to look: what the register has of this CNIC. */
  function look(): void {
    const read = readCnic(digits);
    if (read.ok) go({ place: 'person', cnic: read.value.cnic });
    else setProblem(ofRefusal(read));
  }

  /** New work has stopped: whoever has an application under way goes on, nobody else types in vain. */
  async function beginStopped(cnic: Cnic, stopped: string): Promise<void> {
    try {
      const { openApplication } = await core.people.find({ cnic });
      if (openApplication !== null) go({ place: 'people', cnic });
      else setProblem({ code: 'work.stopped', detail: { why: stopped } });
    } catch (error) {
      setProblem(toProblem(error));
    }
  }

  function toLists(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    lists.current?.querySelector('button')?.focus();
  }

  function open(item: Unfinished): void {
    go({ place: 'people', cnic: item.cnic });
  }

  return (
    <Sheet title={t('people.title')}>
      <ShiftBanner />
      <EntryForm label={t('people.title')} onSubmit={begin} className={classes['form']}>
        <div role="presentation" onKeyDown={toLists} className={classes['field']}>
          <CnicField
            label={t('people.cnic')}
            description={t('people.cnicHint')}
            value={digits}
            onChange={(typed) => {
              setDigits(typed);
              setProblem(null);
            }}
            autoFocus
            size="xl"
          />
        </div>
        <div className={classes['keys']}>
          <Button type="submit" size="lg" className={classes['begin'] ?? ''}>
            {t('people.begin')}
          </Button>
          <KeyButton label="register.open" keys="F6" onPress={look} />
        </div>
        <div className={classes['facts']}>
          {problem === null ? <CnicFacts digits={digits} /> : <ProblemNotice problem={problem} />}
        </div>
      </EntryForm>
      <ProblemNotice problem={work.problem} />
      {work.data !== null && (
        <div ref={lists} className={classes['lists']}>
          {work.data.returned.length > 0 && (
            <WorkList
              title={t('people.returned')}
              items={work.data.returned}
              empty=""
              keyOf={(item) => item.cnic}
              onOpen={open}
            >
              {(item) => <UnfinishedRow item={item} />}
            </WorkList>
          )}
          <WorkList
            title={t('people.inProgress')}
            items={work.data.begun}
            empty={t('people.inProgressEmpty')}
            keyOf={(item) => item.cnic}
            onOpen={open}
          >
            {(item) => <UnfinishedRow item={item} />}
          </WorkList>
        </div>
      )}
    </Sheet>
  );
}
