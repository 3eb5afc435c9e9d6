/** Cases of exceptions and cards to get back. */
export const exceptions = {
  number: 3,
  name: 'exceptions',
  sql: `
select 1;
`,
} as const;
