import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import { compilerFor } from '../../src-shared/ledger/settle.ts';
import type { StoreTables } from './tables.ts';

/**
 * A query whose text is made once and bound to new values each time: for the append path, where
 * building a query with Kysely takes several times as long as SQLite takes to run it. `build` sees
 * stand-ins of the values, so it may place them but not look at them.
 */
export function prepareQuery<Values extends object, Row>(
  build: (sql: Kysely<StoreTables>, values: Values) => Compilable<Row>,
): (values: Values) => Compilable<Row> {
  let made: CompiledQuery<Row> | undefined;
  return (values) => ({
    compile() {
      made ??= build(compilerFor<StoreTables>('sqlite'), standIns() as Values).compile();
      const parameters = made.parameters.map((each) =>
        each instanceof StandIn ? (values as Record<string, unknown>)[each.name] : each,
      );
      return { ...made, parameters };
    },
  });
}

class StandIn {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

function standIns(): object {
  return new Proxy({}, { get: (_, name) => new StandIn(String(name)) });
}
