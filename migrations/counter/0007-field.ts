/** What a counter in the field keeps for epochs, space and time. */
export const sql = `
select 1;
`;
