import type { ReactNode } from 'react';
import type { CardQueue } from '../../../src-shared/contract/counter/cards.ts';
import { useText } from '../../text/use-text.ts';
import { Dossier } from '../../ui/dossier.tsx';
import classes from './card-dossier.module.css';
import { CardHead } from './card-head.tsx';
import type { WorkItem } from './card-work.ts';
import { FacePreview } from './face-preview.tsx';
import { HandedOver } from './handed-over.tsx';
import { HandOver } from './hand-over.tsx';
import { LookFirst } from './look-first.tsx';
import { OutcomeKeys } from './outcome-keys.tsx';
import { PrintKeys } from './print-keys.tsx';
import { PrintSteps } from './print-steps.tsx';

/** How the parts of the dossier act; absent for those who may only look. */
export interface CardActing {
  readonly busy: boolean;
  /** Does a command, shows its problem, takes its queue if it answers with one; answers whether it went well. */
  readonly perform: (command: () => Promise<CardQueue | undefined>) => Promise<boolean>;
}

export interface CardPartProps {
  readonly item: WorkItem;
  readonly acting: CardActing;
  /** This card needs nothing more for now. */
  readonly onSettled: () => void;
}

interface CardDossierProps {
  readonly item: WorkItem;
  readonly acting: CardActing | null;
  readonly onSettled: () => void;
}

/** The chosen card: what it looks like, how far it is, and what to do with it now. */
export function CardDossier({ item, acting, onSettled }: CardDossierProps) {
  const { pick } = useText();
  const part = acting === null ? null : { item, acting, onSettled };
  return (
    <Dossier label={pick(item.card)} acts={part === null ? undefined : acts(part)}>
      {(item.work === 'look' || item.work === 'out') && <LookFirst item={item} />}
      {/* A card that came out is held against the faces: they come first then, without being drawn anew. */}
      <div className={classes['head']} data-last={item.work === 'out'}>
        <CardHead card={item.card} />
      </div>
      {item.work === 'printing' && item.progress !== null && <PrintSteps progress={item.progress} />}
      {item.work === 'done' && <HandedOver card={item.card} />}
      <FacePreview card={item.card} />
    </Dossier>
  );
}

function acts(part: CardPartProps): ReactNode {
  switch (part.item.work) {
    case 'look':
    case 'out':
      return <OutcomeKeys {...part} />;
    case 'print':
      return <PrintKeys {...part} />;
    case 'handOver':
      return <HandOver {...part} />;
    case 'printing':
    case 'done':
      return undefined;
  }
}
