/** How often a stream asks for cases, so that no counter fills every feed with its claims. */
export const claimRate = {
  number: 7,
  name: 'claim-rate',
  sql: `
create table claim_rate (
  stream text primary key,
  window_started_at timestamptz not null,
  asked bigint not null
);
`,
} as const;
