import type { CounterClient } from '../../../src-shared/contract/counter.ts';
import type { ApplicationSummary } from '../../../src-shared/contract/counter/views.ts';
import type { Cnic } from '../../../src-shared/ids.ts';

/** A person whose licence was begun here: an application, or only a draft. */
export interface Unfinished {
  readonly cnic: Cnic;
  readonly nameEn: string;
  readonly nameUr: string;
  readonly updatedAt: string;
  readonly application: ApplicationSummary | null;
}

export interface UnfinishedWork {
  readonly returned: readonly Unfinished[];
  /** Newest first. */
  readonly begun: readonly Unfinished[];
}

export async function loadUnfinished(core: CounterClient): Promise<UnfinishedWork> {
  const [applications, drafts] = await Promise.all([
    core.applications.list({ stages: ['open', 'returned', 'submitted'] }),
    core.drafts.list(),
  ]);
  const known = new Set(applications.map((application) => application.cnic));
  const ofApplications = applications.map((application) => ({
    cnic: application.cnic,
    nameEn: application.nameEn,
    nameUr: application.nameUr,
    updatedAt: application.updatedAt,
    application,
  }));
  const onlyDrafts = drafts
    .filter((draft) => !known.has(draft.cnic))
    .map((draft) => ({
      cnic: draft.cnic,
      nameEn: draft.fields['nameEn'] ?? '',
      nameUr: draft.fields['nameUr'] ?? '',
      updatedAt: draft.updatedAt,
      application: null,
    }));
  const begun = [...ofApplications.filter(({ application }) => application.stage === 'open'), ...onlyDrafts];
  return {
    returned: ofApplications.filter(({ application }) => application.stage === 'returned'),
    begun: begun.toSorted((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1)),
  };
}
