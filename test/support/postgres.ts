import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../src-central/database/embedded.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the database `postgres` of the run's own PostgreSQL. */
    postgresUrl: string;
  }
}

/** One real PostgreSQL for the whole run; every test file makes its own database in it. */
export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'parwana-postgres-'));
  const postgres = await startEmbeddedPostgres(folder);
  project.provide('postgresUrl', await postgres.urlOf('postgres'));
  return async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
