import { type KeyboardEvent, useEffect, useRef } from 'react';
import { headBox, type HeadMarks, type MarkName, moveMark, readHead } from '../../../../src-shared/imaging/head-box.ts';
import { useShortcut } from '../../../shell/shortcut-store.ts';
import { useText } from '../../../text/use-text.ts';
import { isolate } from '../../../text/formats.ts';
import { Ltr } from '../../../ui/ltr.tsx';
import { Notice } from '../../../ui/notice.tsx';
import classes from './head-check.module.css';
import { percent } from './percent.ts';

interface HeadCheckProps {
  readonly marks: HeadMarks;
  readonly chosen: MarkName;
  readonly onMarks: (marks: HeadMarks) => void;
  readonly onChoose: (name: MarkName) => void;
}

const names = ['crown', 'eyes', 'chin'] as const satisfies readonly MarkName[];
/** One press of an arrow key, and of Page Up or Page Down, as shares of the height. */
const FINE = 0.005;
const COARSE = 0.05;

/** Somebody sits down; three marks are moved to crown, eyes and chin, and the distance is told to be right or not. */
export function HeadCheck({ marks, chosen, onMarks, onChoose }: HeadCheckProps) {
  const { t, language } = useText();
  const { height, advice } = readHead(marks);
  const { least, most } = headBox.height;
  const range = { least: isolate(percent(least), language), most: isolate(percent(most), language) };
  return (
    <section aria-label={t('devices.headCheck')} className={classes['check']}>
      <h3>{t('devices.headCheck')}</h3>
      <p>{t('devices.headCheckLead')}</p>
      {names.map((name, index) => (
        <Mark
          key={name}
          name={name}
          digit={index + 1}
          share={marks[name]}
          chosen={name === chosen}
          onChoose={() => onChoose(name)}
          onMove={(by) => onMarks(moveMark(marks, name, by))}
        />
      ))}
      <Notice
        tone={advice === 'good' ? 'calm' : 'warn'}
        title={t('devices.headHeight', { height: isolate(percent(height), language) })}
      >
        <span>{t(`devices.headAdvice.${advice}`)}</span>
        <small>{t('devices.headRange', range)}</small>
      </Notice>
    </section>
  );
}

interface MarkProps {
  readonly name: MarkName;
  readonly digit: number;
  readonly share: number;
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly onMove: (by: number) => void;
}

function Mark({ name, digit, share, chosen, onChoose, onMove }: MarkProps) {
  const { t } = useText();
  const slider = useRef<HTMLDivElement>(null);
  useShortcut({ keys: `Digit${digit}`, label: `devices.mark.${name}`, where: 'here' }, onChoose);
  useEffect(() => {
    if (chosen) slider.current?.focus();
  }, [chosen]);

  function onKeyDown(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, number>> = {
      ArrowUp: -FINE,
      ArrowDown: FINE,
      PageUp: -COARSE,
      PageDown: COARSE,
    };
    const by = steps[event.key];
    if (by === undefined || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    onMove(by);
  }

  return (
    <div
      ref={slider}
      role="slider"
      tabIndex={0}
      aria-label={t(`devices.mark.${name}`)}
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 1000) / 10}
      data-chosen={chosen}
      className={classes['mark']}
      onFocus={onChoose}
      onKeyDown={onKeyDown}
    >
      <kbd>{digit}</kbd>
      <span>{t(`devices.mark.${name}`)}</span>
      <Ltr>{percent(share, 1)}</Ltr>
      <span aria-hidden>↑ ↓</span>
    </div>
  );
}
