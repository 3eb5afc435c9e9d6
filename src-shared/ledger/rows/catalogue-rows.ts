import type { CatalogueState, CatalogueVersionRow } from '../catalogue-state.ts';

export function catalogueRows(subject: string, state: CatalogueState): readonly CatalogueVersionRow[] {
  const { version, from, sha256, stage, proposed, answer } = state;
  return [
    {
      version,
      subject,
      from_day: from,
      sha256,
      stage,
      reason: proposed.reason,
      proposed_by: proposed.by,
      proposed_at: proposed.deed.at,
      answer: answer?.reason ?? null,
      decided_by: answer?.by ?? null,
      decided_at: answer?.deed.at ?? null,
    },
  ];
}
