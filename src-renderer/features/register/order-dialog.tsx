import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Problem } from '../../core/problem.ts';
import { readTypedDay } from '../../text/typed-day.ts';
import { useText } from '../../text/use-text.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { isReason, OwnWordsField } from '../../ui/own-words-field.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useToday } from '../status/use-today.ts';
import { hasTerm, type Grounds, type Order } from './order.ts';

interface OrderDialogProps {
  readonly order: Order;
  readonly name: string;
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly onOrder: (grounds: Grounds) => void;
  readonly onClose: () => void;
}

/** An act of the register: first why and on what it rests, then what will happen, for a second look. */
export function OrderDialog({ order, name, busy, problem, onOrder, onClose }: OrderDialogProps) {
  const { t } = useText();
  const today = useToday();
  const [reason, setReason] = useState('');
  const [reference, setReference] = useState('');
  const [day, setDay] = useState('');
  const [looking, setLooking] = useState(false);
  const [seen, setSeen] = useState(false);
  const until = day.trim() === '' ? null : readTypedDay(day);
  const dayRight = until === null || (until !== undefined && until >= today);
  const number = 'licenceNumber' in order ? order.licenceNumber : '';
  const title = t(`register.dialog.${order.act}`, { number, name });

  if (looking) {
    const term = until === null || until === undefined ? t(open(order)) : t('register.untilDay', { until });
    return (
      <FormDialog
        key="look"
        title={t('register.dialog.second', { what: title })}
        confirm={t(`register.act.${order.act}`)}
        ready={seen}
        busy={busy}
        onSubmit={() => onOrder({ reason: reason.trim(), reference: reference.trim(), until: until ?? null })}
        onClose={() => setLooking(false)}
        leave={t('register.dialog.back')}
      >
        <Notice tone={order.act === 'restore' || order.act === 'unbar' ? 'calm' : 'stop'} title={title}>
          <span>{t(`register.will.${order.act}`, { number, name, until: term })}</span>
        </Notice>
        <Facts size="large">
          <Fact label={t('register.dialog.reason')}>
            <bdi>{reason.trim()}</bdi>
          </Fact>
          <Fact label={t('register.dialog.reference')}>
            <bdi>{reference.trim()}</bdi>
          </Fact>
        </Facts>
        <Checkbox
          label={t('register.dialog.seen')}
          checked={seen}
          onChange={(event) => setSeen(event.currentTarget.checked)}
          data-autofocus
        />
        <ProblemNotice problem={problem} />
      </FormDialog>
    );
  }
  return (
    <FormDialog
      key="fields"
      title={title}
      confirm={t('register.dialog.look')}
      ready={isReason(reason) && isReason(reference) && dayRight}
      busy={false}
      onSubmit={() => setLooking(true)}
      onClose={onClose}
      leave={t('register.dialog.leave')}
    >
      <OwnWordsField
        label={t('register.dialog.reason')}
        hint={t('register.dialog.reasonHint')}
        value={reason}
        onChange={setReason}
        opensHere
      />
      <TextInput
        label={t('register.dialog.reference')}
        description={t('register.dialog.referenceHint')}
        value={reference}
        onChange={(event) => setReference(event.currentTarget.value)}
        maxLength={80}
        autoComplete="off"
        dir="auto"
      />
      {hasTerm(order) && (
        <TextInput
          label={t('register.dialog.until')}
          description={t('register.dialog.untilHint')}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
          error={dayRight ? undefined : t('register.dialog.untilWrong')}
          inputMode="numeric"
          autoComplete="off"
          dir="ltr"
          classNames={{ input: 'ltr' }}
        />
      )}
    </FormDialog>
  );
}

function open({ act }: Order): 'register.untilRestored' | 'register.untilLifted' {
  return act === 'bar' ? 'register.untilLifted' : 'register.untilRestored';
}
