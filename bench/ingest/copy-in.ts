import type { Client, Connection, Submittable } from 'pg';

/** What PostgreSQL takes with COPY, written at once: rows as text, made beforehand. */
export class CopyIn implements Submittable {
  readonly done: Promise<void>;
  readonly #text: string;
  readonly #rows: Buffer;
  readonly #resolve: () => void;
  readonly #reject: (error: Error) => void;
  #error: Error | undefined;

  private constructor(text: string, rows: Buffer) {
    this.#text = text;
    this.#rows = rows;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.done = promise;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  static async run(client: Client, table: string, rows: Buffer): Promise<void> {
    const copy = new CopyIn(`copy ${table} from stdin`, rows);
    client.query(copy);
    await copy.done;
  }

  submit(connection: Connection): void {
    connection.query(this.#text);
  }

  handleCopyInResponse(connection: Connection & { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void }): void {
    connection.sendCopyFromChunk(this.#rows);
    connection.endCopyFrom();
  }

  handleError(error: Error): void {
    this.#error = error;
  }

  handleCommandComplete(): void {
    // The line is ready again once the whole of it is through.
  }

  handleReadyForQuery(): void {
    if (this.#error === undefined) this.#resolve();
    else this.#reject(this.#error);
  }
}

/** A row in COPY's text form: tabs between, backslashes before what would end a field. */
export function copyRow(fields: readonly (string | number | null)[]): string {
  const escaped = fields.map((field) =>
    field === null ? '\\N' : String(field).replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t'),
  );
  return `${escaped.join('\t')}\n`;
}
