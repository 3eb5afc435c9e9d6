/** Who looked up whom. */
export const lookups = {
  number: 5,
  name: 'lookups',
  sql: `
select 1;
`,
} as const;
