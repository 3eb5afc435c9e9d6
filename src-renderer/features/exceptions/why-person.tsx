import type { Cnic } from '../../../src-shared/ids.ts';
import { core } from '../../core/core-client.ts';
import { useLoad } from '../../core/use-load.ts';
import { useNews } from '../status/use-news.ts';
import { holdingUp } from './holding-up.ts';
import { WhyKey } from './why-key.tsx';

/** More entries of one person than a counter writes for them in years. */
const ENOUGH = 200;

/** The same key for a person's case, licence or card: it asks about what of theirs holds up the rest. */
export function WhyPerson({ cnic, brief = false }: { cnic: Cnic; brief?: boolean }) {
  const entries = useLoad(`unsettled ${cnic}`, async () =>
    core.replay.entries({ filter: 'all', before: null, limit: ENOUGH, cnic }),
  );
  useNews(entries.reload);
  const holding = holdingUp(entries.data ?? []);
  return holding === null ? null : <WhyKey entryId={holding} brief={brief} />;
}
