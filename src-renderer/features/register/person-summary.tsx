import type { PersonRecord } from '../../../src-shared/contract/counter/register.ts';
import { formatCnic } from '../../../src-shared/licensing/cnic.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import { PersonFacts } from '../approvals/person-facts.tsx';
import { Portrait } from '../licences/portrait.tsx';
import classes from './person-summary.module.css';

/** Who it is: the newest photo and the data as the card names them. */
export function PersonSummary({ record: { cnic, person, photos } }: { record: PersonRecord }) {
  const { pick } = useText();
  if (person === null) return <Ltr>{formatCnic(cnic)}</Ltr>;
  return (
    <div className={classes['summary']}>
      <div className={classes['photo']}>
        <Portrait sha256={photos[0]?.sha256 ?? null} name={pick(person)} />
      </div>
      <PersonFacts person={person} />
    </div>
  );
}
