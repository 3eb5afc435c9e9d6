import { useState } from 'react';
import type { EligibilityView } from '../../../src-shared/contract/counter/services.ts';
import type { ServiceCode } from '../../../src-shared/catalogue/service-file.ts';
import type { Cnic, Day } from '../../../src-shared/ids.ts';
import type { Category } from '../../../src-shared/licensing/category.ts';
import { core } from '../../core/core-client.ts';
import type { Problem } from '../../core/problem.ts';
import { useLoad } from '../../core/use-load.ts';

export interface Choice {
  readonly service: ServiceCode;
  readonly categories: Category[];
  readonly years: number;
}

interface Question {
  readonly birthDate?: Day | null;
  readonly wanted?: Choice | undefined;
}

interface Asked {
  /** The answer to the last question, or to the one before while it is on its way. */
  readonly view: EligibilityView | null;
  /** Is it the answer to this very question? */
  readonly fresh: boolean;
  readonly problem: Problem | null;
}

/** What a person may have, asked anew whenever the question changes. */
export function useEligibility(cnic: Cnic, { birthDate = null, wanted }: Question): Asked {
  const key = `eligible ${cnic} ${birthDate ?? ''} ${JSON.stringify(wanted ?? null)}`;
  const { data, problem } = useLoad(key, async () => askEligibility(cnic, { birthDate, wanted }));
  const [last, setLast] = useState<EligibilityView | null>(null);
  if (data !== null && data !== last) setLast(data);
  return { view: data ?? last, fresh: data !== null, problem };
}

/** The same, once. */
export async function askEligibility(cnic: Cnic, { birthDate = null, wanted }: Question): Promise<EligibilityView> {
  return core.services.eligible({ cnic, birthDate, ...(wanted === undefined ? {} : { wanted }) });
}
