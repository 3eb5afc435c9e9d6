import { TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import type { StockDay } from '../../../src-shared/contract/counter/stock.ts';
import { westernDigits } from '../../../src-shared/licensing/cnic.ts';
import { core } from '../../core/core-client.ts';
import { useAct } from '../../core/use-act.ts';
import { formatCount, isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { EntryForm } from '../../ui/entry-form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import classes from './receive-stock.module.css';

/** Takes in a delivery of blank cards: how many, and the paper they came with. */
export function ReceiveStock({ onReceived }: { onReceived: (stock: StockDay) => void }) {
  const { t, language } = useText();
  const { busy, problem, act, setProblem } = useAct();
  const [typed, setTyped] = useState('');
  const [reference, setReference] = useState('');
  const [received, setReceived] = useState<{ quantity: number; reference: string } | null>(null);
  const first = useRef<HTMLInputElement>(null);

  async function receive(): Promise<void> {
    const quantity = Number(westernDigits(typed).replaceAll(/[,\s]/g, ''));
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > 100_000) {
      setProblem({ code: 'stock.quantity', detail: {} });
      first.current?.focus();
      return;
    }
    const delivery = { quantity, reference: reference.trim() };
    const ok = await act(async () => onReceived(await core.stock.receive(delivery)));
    if (!ok) return;
    setReceived(delivery);
    setTyped('');
    setReference('');
    first.current?.focus();
  }

  return (
    <section aria-label={t('stock.receive')} className={classes['receive']}>
      <h2>{t('stock.receive')}</h2>
      <EntryForm label={t('stock.receive')} onSubmit={() => void receive()} className={classes['form']}>
        <TextInput
          ref={first}
          label={t('stock.quantity')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          inputMode="numeric"
          autoComplete="off"
          autoFocus
          dir="ltr"
          classNames={{ input: 'ltr' }}
        />
        <TextInput
          label={t('stock.reference')}
          description={t('stock.referenceHint')}
          value={reference}
          onChange={(event) => setReference(event.currentTarget.value)}
          maxLength={80}
          autoComplete="off"
          dir="auto"
        />
        <ActButton type="submit" busy={busy} disabled={typed === '' || reference.trim().length < 2}>
          {t('stock.take')}
        </ActButton>
      </EntryForm>
      <ProblemNotice problem={problem} />
      {received !== null && problem === null && (
        <Notice
          tone="calm"
          title={t('stock.taken', {
            quantity: isolate(formatCount(received.quantity), language),
            reference: isolate(received.reference, language),
          })}
        />
      )}
    </section>
  );
}
