/** People waiting to be taken into the search index. */
export const sql = `
select 1;
`;
