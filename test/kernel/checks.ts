const LIMIT_MS = 60_000;

/** One check after the other, each with its outcome on a line; a failed one does not stop the others. */
export class Checks {
  /** `check` may return figures to tell. */
  async run(name: string, check: () => Promise<string | void>): Promise<void> {
    try {
      const figures = await within(check());
      console.log(`@@passed ${name}${figures === undefined ? '' : ` (${figures})`}`);
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      console.log(`@@failed ${name}: ${cause.replaceAll('\n', ' ')}`);
    }
  }
}

/** Throws when what is not what should be. */
export function equal(what: unknown, should: unknown): void {
  const [left, right] = [JSON.stringify(what), JSON.stringify(should)];
  if (left !== right) throw new Error(`${left} instead of ${right}`);
}

async function within<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not over after ${LIMIT_MS / 1000} s`)), LIMIT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
