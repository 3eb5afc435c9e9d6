import type { ReactNode } from 'react';
import classes from './record-table.module.css';

export interface RecordColumn<Row> {
  readonly head: string;
  readonly render: (row: Row) => ReactNode;
}

interface RecordTableProps<Row> {
  readonly title: string;
  readonly empty: string;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly columns: readonly RecordColumn<Row>[];
}

/** A list of the record with its heads; says so where there is nothing. */
export function RecordTable<Row>({ title, empty, rows, keyOf, columns }: RecordTableProps<Row>) {
  return (
    <section className={classes['record']}>
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p>{empty}</p>
      ) : (
        <table aria-label={title}>
          <thead>
            <tr>
              {columns.map(({ head }) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={keyOf(row)}>
                {columns.map(({ head, render }) => (
                  <td key={head}>{render(row)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
