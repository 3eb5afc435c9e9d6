import { isContractProcedure } from '@orpc/contract';
import type { ProcedureMeta } from '../../src-shared/contract/counter/procedure.ts';
import { counterContract, type CounterClient } from '../../src-shared/contract/counter.ts';

/** One procedure of the counter's contract, by the name screens call it. */
export interface Procedure {
  /** `feature.procedure` */
  readonly name: string;
  readonly meta: ProcedureMeta;
  call(client: CounterClient, input: unknown): Promise<unknown>;
}

/** Every procedure the contract has, read from the contract. */
export const procedures: readonly Procedure[] = Object.entries(counterContract).flatMap(([feature, routes]) =>
  Object.entries(routes).map(([route, procedure]) => {
    if (!isContractProcedure(procedure)) throw new TypeError(`${feature}.${route} is no procedure`);
    return {
      name: `${feature}.${route}`,
      meta: procedure['~orpc'].meta as ProcedureMeta,
      call: (client, input) => {
        const routesOf = client as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
        return routesOf[feature]![route]!(input);
      },
    };
  }),
);
