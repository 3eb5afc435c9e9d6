import { useRef, useState } from 'react';
import { ReceiptNumber } from '../../../src-shared/ids.ts';
import { core } from '../../core/core-client.ts';
import { useLoad } from '../../core/use-load.ts';
import { useNavigation } from '../../shell/navigation-store.ts';
import { useText } from '../../text/use-text.ts';
import { ChoiceList, type ChoiceListHandle } from '../../ui/choice-list.tsx';
import { Desk } from '../../ui/desk.tsx';
import { EmptyList } from '../../ui/empty-list.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useSelection } from '../../ui/use-selection.ts';
import { useSession } from '../session/session-store.ts';
import { useNews } from '../status/use-news.ts';
import { useToday } from '../status/use-today.ts';
import { AskRefund } from './ask-refund.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { OpenShift } from './open-shift.tsx';
import { RefundDossier } from './refund-dossier.tsx';
import { RefundRow } from './refund-row.tsx';
import { ShiftDossier } from './shift-dossier.tsx';
import { ShiftRow } from './shift-row.tsx';
import { tillLines } from './till-lines.ts';
import { useDrawer } from './use-drawer.ts';

/** The money of this counter: drawers that are open or not signed for, and money that is to go back. */
export function TillScreen() {
  const { t } = useText();
  const day = useToday();
  const staff = useSession((state) => state.view?.staff ?? null);
  const route = useNavigation((state) => state.route);
  const drawer = useDrawer();
  const money = useLoad(`till ${day}`, async () => {
    const [shifts, refunds] = await Promise.all([core.till.shifts({ day }), core.till.refunds({ filter: 'all' })]);
    return { shifts, refunds };
  });
  useNews(money.reload);
  const [asking, setAsking] = useState(false);
  const [left, setLeft] = useState(false);
  const [opening, setOpening] = useState(false);
  const choices = useRef<ChoiceListHandle>(null);

  const groups = money.data === null ? [] : tillLines(money.data);
  const lines = groups.flatMap((group) => group.items);
  const { selected, select } = useSelection(
    lines.map(({ key }) => key),
    route.place === 'till' ? (route.chosen ?? null) : null,
  );
  const chosen = lines.find(({ key }) => key === selected);
  const operator = staff?.role === 'operator';
  const own = drawer.data?.shift ?? null;
  const opens = operator && drawer.data !== null && own === null && drawer.data.left.length === 0;

  // A case led here with a receipt whose money nobody has asked back yet.
  const wanted = route.place === 'till' ? ReceiptNumber.safeParse(route.chosen).data : undefined;
  const owed = money.data !== null && !left && !lines.some(({ key }) => key === wanted) ? wanted : undefined;

  function changed(): void {
    money.reload();
    drawer.reload();
    choices.current?.focus();
  }

  return (
    <Desk
      title={t('till.title')}
      notice={<ProblemNotice problem={money.problem ?? drawer.problem} />}
      aside={
        <>
          {opens && <KeyButton main label="till.openShift" keys="F9" onPress={() => setOpening(true)} />}
          <KeyButton label="till.askBack" keys="F7" onPress={() => setAsking(true)} />
        </>
      }
      list={
        money.data !== null &&
        (lines.length === 0 ? (
          <EmptyList title={t('till.nothing')} lead={t('till.nothingLead')} />
        ) : (
          <ChoiceList
            ref={choices}
            label={t('till.title')}
            groups={groups.map(({ name, urgent, items }) => ({ name, urgent, items, title: t(`till.group.${name}`) }))}
            keyOf={({ key }) => key}
            selected={selected}
            onSelect={select}
          >
            {(line) => (line.is === 'shift' ? <ShiftRow shift={line.shift} /> : <RefundRow refund={line.refund} />)}
          </ChoiceList>
        ))
      }
    >
      {chosen?.is === 'shift' && (
        <ShiftDossier
          key={chosen.key}
          shift={chosen.shift}
          may={{
            close: !operator || chosen.shift.operator === staff?.id,
            sign: staff?.role === 'supervisor' && chosen.shift.closedBy !== staff.id,
          }}
          onChanged={changed}
        />
      )}
      {chosen?.is === 'refund' && (
        <RefundDossier
          key={chosen.key}
          refund={chosen.refund}
          may={{ answer: staff?.role === 'supervisor', pay: operator && own !== null }}
          onChanged={changed}
        />
      )}
      {opening && drawer.data !== null && (
        <Dialog title={t('till.openShift')} onClose={() => setOpening(false)}>
          <OpenShift
            drawer={drawer.data}
            inside="dialog"
            onOpened={() => {
              setOpening(false);
              changed();
            }}
          />
        </Dialog>
      )}
      {(asking || owed !== undefined) && (
        <AskRefund
          receiptNumber={owed ?? null}
          kind={owed === undefined ? 'void' : 'refund'}
          onClose={() => {
            setAsking(false);
            setLeft(true);
          }}
          onAsked={({ receiptNumber }) => {
            setAsking(false);
            setLeft(true);
            changed();
            select(receiptNumber);
          }}
        />
      )}
    </Desk>
  );
}
