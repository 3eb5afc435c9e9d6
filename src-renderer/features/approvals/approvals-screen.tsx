import { useRef, useState } from 'react';
import type { ApplicationView } from '../../../src-shared/contract/counter/views.ts';
import type { ApplicationId } from '../../../src-shared/ids.ts';
import type { ReturnReason } from '../../../src-shared/ledger/entries/person-entries.ts';
import { core } from '../../core/core-client.ts';
import { useAct } from '../../core/use-act.ts';
import { useLoad } from '../../core/use-load.ts';
import { useNavigation } from '../../shell/navigation-store.ts';
import { useText } from '../../text/use-text.ts';
import { ChoiceList, type ChoiceListHandle } from '../../ui/choice-list.tsx';
import { Desk } from '../../ui/desk.tsx';
import { EmptyList } from '../../ui/empty-list.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useSelection } from '../../ui/use-selection.ts';
import { useNews } from '../status/use-news.ts';
import { RefundsWaiting } from '../till/refunds-waiting.tsx';
import { ApplicationDossier } from './application-dossier.tsx';
import { DecidedNotice } from './decided-notice.tsx';
import { DecisionKeys } from './decision-keys.tsx';
import { InboxRow } from './inbox-row.tsx';
import { ReturnDialog } from './return-dialog.tsx';

/** Home of a supervisor: who waits longest comes first, and after each decision the next one is there. */
export function ApprovalsScreen() {
  const { t } = useText();
  const inbox = useLoad('inbox', async () => core.approvals.inbox());
  useNews(inbox.reload);
  const { busy, problem, act, setProblem } = useAct();
  const [decided, setDecided] = useState<ApplicationView | null>(null);
  const [returning, setReturning] = useState<ReturnReason | null>(null);
  const list = useRef<ChoiceListHandle>(null);

  const items = inbox.data ?? [];
  const route = useNavigation((state) => state.route);
  const { selected, select } = useSelection(
    items.map((item) => item.application.id),
    route.place === 'approvals' ? route.applicationId : undefined,
  );
  const chosen = items.find((item) => item.application.id === selected);
  const id = chosen?.application.id;
  const detail = useLoad(`application ${id ?? ''}`, async () =>
    id === undefined ? null : core.applications.get({ applicationId: id }),
  );
  // Nobody decides on what is not on the screen yet.
  const shown = detail.data?.id === id ? detail.data : null;
  const ready = shown !== null && chosen?.barred === null;

  async function sendBack(answer: { reason: ReturnReason; note: string }): Promise<void> {
    const done = await decide(async (applicationId) => core.approvals.return({ applicationId, ...answer }));
    if (done) setReturning(null);
  }

  async function decide(decision: (applicationId: ApplicationId) => Promise<ApplicationView>): Promise<boolean> {
    if (shown === null || !ready) return false;
    const ok = await act(async () => setDecided(await decision(shown.id)));
    inbox.reload();
    list.current?.focus();
    return ok;
  }

  return (
    <Desk
      title={t('approvals.title')}
      aside={
        <>
          {decided !== null && problem === null && <DecidedNotice application={decided} />}
          <RefundsWaiting />
        </>
      }
      notice={<ProblemNotice problem={inbox.problem ?? problem} />}
      list={
        inbox.data !== null &&
        (items.length === 0 ? (
          <EmptyList title={t('approvals.empty')} lead={t('approvals.emptyLead')} />
        ) : (
          <ChoiceList
            ref={list}
            label={t('approvals.inbox')}
            groups={[{ name: 'inbox', title: t('approvals.inbox'), items }]}
            keyOf={(item) => item.application.id}
            selected={selected}
            onSelect={(key) => {
              select(key);
              setProblem(null);
            }}
          >
            {(item) => <InboxRow item={item} />}
          </ChoiceList>
        ))
      }
    >
      <ProblemNotice problem={detail.problem} />
      {chosen !== undefined && shown !== null && (
        <ApplicationDossier
          application={shown}
          barred={chosen.barred}
          acts={
            ready && (
              <DecisionKeys
                busy={busy}
                onApprove={() => void decide(async (applicationId) => core.approvals.approve({ applicationId }))}
                onReturn={setReturning}
              />
            )
          }
        />
      )}
      {returning !== null && shown !== null && (
        <ReturnDialog
          application={shown}
          reason={returning}
          onClose={() => setReturning(null)}
          onReturn={(answer) => void sendBack(answer)}
          busy={busy}
          problem={problem}
        />
      )}
    </Desk>
  );
}
