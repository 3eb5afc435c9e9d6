/** What a counter in the field keeps for epochs, space and time. */
export const field = {
  number: 6,
  name: 'field',
  sql: `
select 1;
`,
} as const;
