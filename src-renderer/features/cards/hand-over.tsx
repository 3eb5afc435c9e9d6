import { Radio, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { Receiver } from '../../../src-shared/ledger/entries/person-entries.ts';
import { cleanText } from '../../../src-shared/licensing/person-data.ts';
import { readCnic } from '../../../src-shared/licensing/cnic.ts';
import { core } from '../../core/core-client.ts';
import { useShortcut } from '../../shell/shortcut-store.ts';
import { useText } from '../../text/use-text.ts';
import { CnicField } from '../../ui/cnic-field.tsx';
import { EntryForm, focusField } from '../../ui/entry-form.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import type { CardPartProps } from './card-dossier.tsx';
import classes from './hand-over.module.css';
import { PrintForReason } from './print-keys.tsx';

const Relation = Receiver.shape.relation;
type Relation = Receiver['relation'];

/** Hands a good card to a named person: the holder with one key, anybody else with name and CNIC. */
export function HandOver({ item: { card }, acting, onSettled }: CardPartProps) {
  const { t, pick } = useText();
  const [relation, setRelation] = useState<Relation>('self');
  const [name, setName] = useState('');
  const [digits, setDigits] = useState('');
  const nameField = useRef<HTMLInputElement>(null);
  const receiver = receiverOf();

  function choose(next: Relation): void {
    setRelation(next);
    if (next !== 'self') requestAnimationFrame(() => nameField.current !== null && focusField(nameField.current));
  }

  async function handOver(): Promise<void> {
    const { jobId } = card;
    if (jobId === null || receiver === null) return;
    if (await acting.perform(async () => core.cards.handOver({ jobId, receiver }))) onSettled();
  }

  return (
    <EntryForm label={t('cards.handOver')} onSubmit={() => void handOver()} className={classes['form']}>
      <Radio.Group label={t('cards.takenBy')} value={relation} onChange={(value) => choose(Relation.parse(value))}>
        <div className={classes['relations']}>
          {Relation.options.map((each, index) => (
            <RelationRadio key={each} relation={each} digit={index + 1} onChoose={choose} />
          ))}
        </div>
      </Radio.Group>
      {relation !== 'self' && (
        <div className={classes['fields']}>
          <TextInput
            ref={nameField}
            label={t('cards.receiverName')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={60}
            autoComplete="off"
            dir="auto"
          />
          <CnicField label={t('cards.receiverCnic')} value={digits} onChange={setDigits} />
        </div>
      )}
      <div className={classes['keys']}>
        <KeyButton
          main
          label="cards.handOver"
          keys="Ctrl+Enter"
          busy={acting.busy}
          disabled={receiver === null}
          onPress={() => void handOver()}
        >
          {relation === 'self' ? t('cards.handOverTo', { name: pick(card) }) : t('cards.handOver')}
        </KeyButton>
        <PrintForReason acting={acting} licenceNumber={card.licence.number} />
      </div>
    </EntryForm>
  );

  function receiverOf(): Receiver | null {
    if (relation === 'self') return { name: card.nameEn, relation, cnic: null };
    const read = readCnic(digits);
    const written = cleanText(name);
    return read.ok && written.length >= 2 ? { name: written, relation, cnic: read.value.cnic } : null;
  }
}

function RelationRadio(props: { relation: Relation; digit: number; onChoose: (relation: Relation) => void }) {
  const { relation, digit, onChoose } = props;
  const { t } = useText();
  useShortcut({ keys: `Digit${digit}`, label: `cards.relation.${relation}`, where: 'here' }, () => onChoose(relation));
  return (
    <Radio
      value={relation}
      label={
        <>
          {t(`cards.relation.${relation}`)} <kbd>{digit}</kbd>
        </>
      }
    />
  );
}
