import { Button } from '@mantine/core';
import type { PracticeState } from '../../../src-shared/contract/counter/practice.ts';
import type { TextKey } from '../../../src-shared/i18n/texts.ts';
import { useText } from '../../text/use-text.ts';
import classes from './fault-switches.module.css';
import type { PracticeChange } from './practice-panel.tsx';

interface Fault {
  readonly name: TextKey;
  /** Is everything as it should be? */
  readonly well: boolean;
  readonly state: TextKey;
  readonly act: TextKey;
  readonly change: PracticeChange;
}

/** What can go wrong at a counter, each with the one button that brings it about or ends it. */
export function FaultSwitches(props: { state: PracticeState; onChange: (change: PracticeChange) => void }) {
  const { t } = useText();
  return (
    <ul className={classes['faults']}>
      {faultsOf(props.state).map((fault, index) => (
        <li key={fault.name} data-well={fault.well}>
          <span>
            {t(fault.name)}: <strong>{t(fault.state)}</strong>
          </span>
          <Button
            variant="default"
            size="sm"
            data-digit={digitOf(index)}
            onClick={() => props.onChange(fault.change)}
            rightSection={<kbd>{digitOf(index)}</kbd>}
          >
            {t(fault.act)}
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** 1 and 2 are the sample applicant's; the tenth key is 0. */
function digitOf(index: number): number {
  return (index + 3) % 10;
}

function faultsOf(state: PracticeState): readonly Fault[] {
  const { linkUp, cameraPlugged, printerPlugged, coverOpen, jamNext, scene, ribbonIn } = state;
  return [
    {
      name: 'practice.link',
      well: linkUp,
      state: linkUp ? 'practice.linkUp' : 'practice.linkDown',
      act: linkUp ? 'practice.cutLink' : 'practice.restoreLink',
      change: { linkUp: !linkUp },
    },
    {
      name: 'practice.camera',
      well: cameraPlugged,
      state: cameraPlugged ? 'practice.plugged' : 'practice.unplugged',
      act: cameraPlugged ? 'practice.pullCamera' : 'practice.plugCamera',
      change: { cameraPlugged: !cameraPlugged },
    },
    {
      name: 'practice.printer',
      well: printerPlugged,
      state: printerPlugged ? 'practice.plugged' : 'practice.unplugged',
      act: printerPlugged ? 'practice.pullPrinter' : 'practice.plugPrinter',
      change: { printerPlugged: !printerPlugged },
    },
    {
      name: 'practice.cover',
      well: !coverOpen,
      state: coverOpen ? 'practice.coverOpen' : 'practice.coverClosed',
      act: coverOpen ? 'practice.closeCover' : 'practice.openCover',
      change: { coverOpen: !coverOpen },
    },
    {
      name: 'practice.jam',
      well: !jamNext,
      state: jamNext ? 'practice.jamSet' : 'practice.jamUnset',
      act: jamNext ? 'practice.noJam' : 'practice.jamNext',
      change: { jamNext: !jamNext },
    },
    {
      name: 'practice.scene',
      well: scene === 'sitter',
      state: scene === 'sitter' ? 'practice.sitter' : 'practice.greyCard',
      act: scene === 'sitter' ? 'practice.holdGreyCard' : 'practice.seatSitter',
      change: { scene: scene === 'sitter' ? 'greyCard' : 'sitter' },
    },
    {
      name: 'practice.cleaning',
      well: ribbonIn,
      state: ribbonIn ? 'practice.ribbonIn' : 'practice.cleaningCardIn',
      act: ribbonIn ? 'practice.layCleaningCard' : 'practice.putRibbonIn',
      change: { ribbonIn: !ribbonIn, cleaningCard: ribbonIn },
    },
    {
      name: 'practice.feeding',
      well: true,
      state: 'practice.byJobs',
      act: 'practice.handFeed',
      change: { handFeed: 1 },
    },
  ];
}
