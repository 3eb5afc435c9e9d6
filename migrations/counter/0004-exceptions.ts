/** Cases of exceptions and cards to get back. */
export const sql = `
select 1;
`;
