import type { ReactNode } from 'react';
import type { CounterStatus } from '../../src-shared/contract/counter/status.ts';
import { useConnection } from '../core/connection-store.ts';
import { exceptionsTone } from '../features/exceptions/exceptions-tone.ts';
import { useStatus } from '../features/status/status-store.ts';
import { formatBytes, formatTime, isolate } from '../text/formats.ts';
import { type Text, useText } from '../text/use-text.ts';
import { ageOf } from './age.ts';
import classes from './status-bar.module.css';

type Tone = 'ok' | 'warn' | 'stop';

/** Always at the bottom: what could stop the work, before it does. */
export function StatusBar() {
  const text = useText();
  const status = useStatus((state) => state.status);
  const stale = useConnection((connection) => connection.state !== 'up');
  const { t } = text;
  return (
    <footer aria-label={t('status.title')} className={classes['bar']} data-stale={stale}>
      {status !== null && <Items status={status} text={text} />}
    </footer>
  );
}

function Items({ status, text }: { status: CounterStatus; text: Text }) {
  const { t, language } = text;
  const { link, replay, backlog, exceptions, camera, printer, stock, numbers, disk, clock, cardAccount } = status;
  const due = dueOf(status, t);
  const ltr = (value: string | number) => isolate(String(value), language);
  const age = replay.oldestUnsentAt === null ? null : ageOf(replay.oldestUnsentAt, clock.now);
  return (
    <ul className={classes['items']}>
      {due.text !== '' && (
        <Item label={t('role.technician')} tone={due.tone}>
          {due.text}
        </Item>
      )}
      {cardAccount.alerts > 0 && (
        <Item label={t('role.supervisor')} tone={cardAccount.band}>
          {t('status.cardsUnexplained', { cards: ltr(cardAccount.cards) })}
        </Item>
      )}
      <Item label={t('status.link')} tone={link.state === 'up' ? 'ok' : 'warn'}>
        {t(link.state === 'up' ? 'status.linkUp' : link.state === 'down' ? 'status.linkDown' : 'status.linkPaused')}
        {link.state !== 'up' && link.lastContact !== null && (
          <small>{t('status.lastContact', { at: link.lastContact })}</small>
        )}
      </Item>
      <Item label={t('status.unsent')} tone={worstOf(backlog.unsent, backlog.oldest)}>
        {ltr(replay.unsent)}
        {age !== null && replay.unsent > 0 && (
          <small>{t('status.unsentAge', { age: t(`status.age.${age.unit}`, { n: ltr(age.n) }) })}</small>
        )}
        {replay.unsettled > 0 && <small>{t('status.unsettled', { count: replay.unsettled })}</small>}
      </Item>
      <Item label={t('status.exceptions')} tone={exceptionsTone(exceptions)}>
        {ltr(exceptions.open)}
        {exceptions.overdue > 0 && <small>{t('status.overdue', { count: ltr(exceptions.overdue) })}</small>}
        {exceptions.recalls > 0 && <small>{t('status.recalls', { count: ltr(exceptions.recalls) })}</small>}
      </Item>
      <Item label={t('status.camera')} tone={cameraTone(camera.condition)}>
        {t(`status.cameraCondition.${camera.condition}`)}
      </Item>
      <Item label={t('status.printer')} tone={printerTone(printer.condition)}>
        {t(`status.printerCondition.${printer.condition}`)}
        {printer.cardsLeft !== null && <small>{t('status.ribbon', { left: ltr(printer.cardsLeft) })}</small>}
      </Item>
      <Item label={t('status.blanks')} tone={stock.band}>
        {ltr(stock.blanks)}
      </Item>
      <Item label={t('status.numbers')} tone={numbers.band}>
        {ltr(numbers.left)}
      </Item>
      <Item label={t('status.disk')} tone={disk.band}>
        {t('status.diskFree', { size: ltr(formatBytes(disk.freeBytes)) })}
      </Item>
      <Item label={t('status.clock')} tone={clock.band}>
        {ltr(formatTime(clock.now))}
        {clock.band !== 'ok' && clock.offsetMs !== null && (
          <small>{t('status.clockOff', { minutes: ltr(Math.round(Math.abs(clock.offsetMs) / 60_000)) })}</small>
        )}
      </Item>
    </ul>
  );
}

function Item({ label, tone, children }: { label: string; tone: Tone; children: ReactNode }) {
  return (
    <li className={classes['item']} data-tone={tone}>
      <span className={classes['label']}>{label}</span> <span className={classes['value']}>{children}</span>
    </li>
  );
}

function worstOf(...tones: readonly Tone[]): Tone {
  return tones.includes('stop') ? 'stop' : tones.includes('warn') ? 'warn' : 'ok';
}

/** What waits for a technician, in a word each, and how much it presses; which device is said where it is used. */
function dueOf({ camera, printer }: CounterStatus, t: Text['t']): { readonly text: string; readonly tone: Tone } {
  const bands = [camera.calibration.band, printer.calibration.band];
  const tasks = [
    ...(bands.every((band) => band === 'ok') ? [] : [t('status.due.calibrate')]),
    ...(printer.cleaning === 'ok' ? [] : [t('status.due.clean')]),
  ];
  return { text: tasks.join(t('status.due.and')), tone: worstOf('warn', ...bands, printer.cleaning) };
}

function cameraTone(condition: CounterStatus['camera']['condition']): Tone {
  if (condition === 'absent' || condition === 'faulty') return 'stop';
  return condition === 'connecting' ? 'warn' : 'ok';
}

function printerTone(condition: CounterStatus['printer']['condition']): Tone {
  return condition === 'absent' || condition === 'blocked' ? 'stop' : 'ok';
}
