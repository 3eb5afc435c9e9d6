import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { SECRET } from './test-central.ts';

/** Central as a process of its own, to be killed without a word. */
export class CentralProcess {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
  }

  /** Starts `npm run central` on a database and waits until it answers. */
  static async start(databaseUrl: string, port = 0): Promise<CentralProcess> {
    const script = fileURLToPath(new URL('../../scripts/central.ts', import.meta.url));
    const env = {
      ...process.env,
      DATABASE_URL: databaseUrl,
      PARWANA_CENTRAL_SECRET: SECRET,
      PARWANA_CENTRAL_PORT: String(port),
    };
    const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /(http:\/\/\S+)$/.exec(line)?.[1];
      if (url !== undefined) return new CentralProcess(child, url);
    }
    throw new Error('central ended before it answered');
  }

  /** SIGKILL: no clean-up, no goodbye. */
  async kill(): Promise<void> {
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
  }
}
