/** What the feed brings of other counters: base changes, snapshots, claims. */
export const sql = `
select 1;
`;
