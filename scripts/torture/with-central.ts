import { CentralProcess } from './central-process.ts';
import { PostgresProcess } from './postgres-process.ts';

export interface CentralUnderTest {
  readonly central: CentralProcess;
  readonly databaseUrl: string;
}

/** Runs work with a central of its own: on the database given, else on a PostgreSQL made for it. */
export async function withCentral<Value>(
  databaseUrl: string | undefined,
  work: (parts: CentralUnderTest) => Promise<Value>,
): Promise<Value> {
  const postgres = databaseUrl === undefined ? await PostgresProcess.create() : undefined;
  const url = databaseUrl ?? postgres?.url ?? '';
  const central = new CentralProcess(url);
  try {
    await central.start();
    return await work({ central, databaseUrl: url });
  } finally {
    await central.end();
    await postgres?.stop();
  }
}
