import type { PersonRecord } from '../../../src-shared/contract/counter/register.ts';
import { useText } from '../../text/use-text.ts';
import { Dossier } from '../../ui/dossier.tsx';
import { ApplicationLines } from './application-lines.tsx';
import { MoneyLines } from './money-lines.tsx';
import { PhotoLines } from './photo-lines.tsx';
import { TestLines } from './test-lines.tsx';
import { TrailLines } from './trail-lines.tsx';
import type { RecordView } from './view-keys.tsx';

interface RecordPartProps {
  readonly record: PersonRecord;
  readonly view: Exclude<RecordView, 'document'>;
}

/** One part of a person's record besides their documents. */
export function RecordPart({ record, view }: RecordPartProps) {
  const { t } = useText();
  return (
    <Dossier label={t(`register.view.${view}`)}>
      {view === 'work' && <ApplicationLines record={record} />}
      {view === 'tests' && <TestLines record={record} />}
      {view === 'money' && <MoneyLines record={record} />}
      {view === 'photos' && <PhotoLines record={record} />}
      {view === 'trail' && <TrailLines record={record} />}
    </Dossier>
  );
}
