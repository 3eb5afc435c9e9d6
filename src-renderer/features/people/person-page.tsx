import { useRef, useState } from 'react';
import type { KnownFrom } from '../../../src-shared/contract/counter/people.ts';
import type { PersonRecord } from '../../../src-shared/contract/counter/register.ts';
import type { Cnic } from '../../../src-shared/ids.ts';
import { core } from '../../core/core-client.ts';
import { useAct } from '../../core/use-act.ts';
import { useLoad } from '../../core/use-load.ts';
import { useNavigation } from '../../shell/navigation-store.ts';
import { useText } from '../../text/use-text.ts';
import { ChoiceList, type ChoiceListHandle } from '../../ui/choice-list.tsx';
import { Desk } from '../../ui/desk.tsx';
import { EmptyList } from '../../ui/empty-list.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useSelection } from '../../ui/use-selection.ts';
import { WhyPerson } from '../exceptions/why-person.tsx';
import { DocumentDossier } from '../register/document-dossier.tsx';
import { DocumentRow } from '../register/document-row.tsx';
import { carryOut, type Grounds, type Order } from '../register/order.ts';
import { OrderDialog } from '../register/order-dialog.tsx';
import { OrderKeys } from '../register/order-keys.tsx';
import { BarNoticeKey, PaperKeys } from '../register/paper-keys.tsx';
import { PersonSummary } from '../register/person-summary.tsx';
import { RecordNotices } from '../register/record-notices.tsx';
import { RecordPart } from '../register/record-part.tsx';
import { type RecordView, ViewKeys } from '../register/view-keys.tsx';
import { useSession } from '../session/session-store.ts';
import { useNews } from '../status/use-news.ts';
import { AgeBadge } from './age-badge.tsx';
import { NextOfPerson } from './next-of-person.tsx';
import { useLookUp } from './use-look-up.ts';

/** All that the register has of a person, and what a supervisor can do about it. */
export function PersonPage() {
  const route = useNavigation((state) => state.route);
  const cnic = route.place === 'person' ? route.cnic : undefined;
  return cnic === undefined ? null : <Known key={cnic} cnic={cnic} />;
}

function Known({ cnic }: { cnic: Cnic }) {
  const record = useLoad(`person ${cnic}`, async () => core.register.person({ cnic }));
  useNews(record.reload);
  const [asked, setAsked] = useState<KnownFrom | null>(null);
  // What central brings is taken into the store first; the record is read again from there.
  useLookUp(cnic, ({ source }) => {
    setAsked(source);
    record.reload();
  });
  if (record.data === null) return <ProblemNotice problem={record.problem} />;
  return (
    <Record
      record={{ ...record.data, source: asked ?? record.data.source }}
      onChange={record.replace}
      reload={record.reload}
    />
  );
}

interface RecordProps {
  readonly record: PersonRecord;
  readonly onChange: (record: PersonRecord) => void;
  readonly reload: () => void;
}

function Record({ record, onChange, reload }: RecordProps) {
  const { t, pick } = useText();
  const decides = useSession((state) => state.view?.staff?.role === 'supervisor');
  const { busy, problem, act, setProblem } = useAct();
  const [view, setView] = useState<RecordView>('document');
  const [order, setOrder] = useState<Order | null>(null);
  const [done, setDone] = useState<Order['act'] | null>(null);
  const list = useRef<ChoiceListHandle>(null);
  const { documents, cnic, person } = record;
  const { selected, select } = useSelection(documents.map(({ number }) => number));
  const document = documents.find(({ number }) => number === selected);

  async function perform(chosen: Order, grounds: Grounds): Promise<void> {
    const ok = await act(async () => onChange(await carryOut(chosen, grounds)));
    if (!ok) return;
    setOrder(null);
    setDone(chosen.act);
    list.current?.focus();
  }

  function begin(chosen: Order): void {
    setProblem(null);
    setDone(null);
    setOrder(chosen);
  }

  const acts = (
    <>
      {decides && <OrderKeys record={record} document={document} onOrder={begin} />}
      {document !== undefined && (
        <PaperKeys key={document.number} record={record} document={document} onPrinted={reload} />
      )}
      <BarNoticeKey record={record} onPrinted={reload} />
    </>
  );
  return (
    <Desk
      title={t('people.personTitle')}
      notice={
        <>
          <PersonSummary record={record} />
          <RecordNotices record={record} />
          {done !== null && <Notice tone="calm" title={t(`register.done.${done}`)} />}
        </>
      }
      list={
        <>
          <AgeBadge source={record.source} />
          <ChoiceList
            ref={list}
            label={t('register.documents')}
            groups={[{ name: 'documents', title: t('register.documents'), items: documents }]}
            keyOf={({ number }) => number}
            selected={selected}
            onSelect={(key) => {
              select(key);
              setView('document');
            }}
          >
            {(each) => <DocumentRow document={each} />}
          </ChoiceList>
        </>
      }
      aside={
        <div>
          <NextOfPerson record={record} />
          <WhyPerson cnic={cnic} />
        </div>
      }
    >
      <ViewKeys view={view} onChange={setView} />
      {view !== 'document' && <RecordPart record={record} view={view} />}
      {view === 'document' && document !== undefined && (
        <DocumentDossier document={document} record={record} acts={acts} />
      )}
      {view === 'document' && document === undefined && (
        <>
          <EmptyList
            title={t(person === null ? 'people.nobodyKnown' : 'register.noDocuments')}
            lead={t(person === null ? 'people.nobodyKnownLead' : 'register.noDocumentsLead')}
          />
          <div>{acts}</div>
        </>
      )}
      {order !== null && (
        <OrderDialog
          key={order.act}
          order={order}
          name={person === null ? '' : pick(person)}
          busy={busy}
          problem={problem}
          onOrder={(grounds) => void perform(order, grounds)}
          onClose={() => setOrder(null)}
        />
      )}
    </Desk>
  );
}
