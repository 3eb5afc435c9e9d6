/** What the feed brings of other counters: base changes, snapshots, claims. */
export const mates = {
  number: 4,
  name: 'mates',
  sql: `
select 1;
`,
} as const;
