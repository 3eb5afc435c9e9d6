import { workOnCase } from '../../src-central/exceptions/desk.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import type { Result } from '../../src-shared/errors.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import type { ExceptionCaseRow } from '../../src-shared/ledger/exception-tables.ts';
import { exceptionSubject } from '../../src-shared/ledger/subjects.ts';
import { settleAll } from './test-central.ts';

type Decision = 'retry' | 'reject' | 'replace';

/** The desk at central without its pages: two administrators and what they decide. */
export class Desk {
  readonly #running: RunningCentral;

  constructor(running: RunningCentral) {
    this.#running = running;
  }

  async caseOf({ stream, seq }: Pick<Entry, 'stream' | 'seq'>): Promise<ExceptionCaseRow | undefined> {
    await settleAll(this.#running);
    const { db } = this.#running.central;
    const all = db.selectFrom('exception_case').selectAll();
    return all.where('subject', '=', exceptionSubject(stream, seq)).executeTakeFirst();
  }

  propose(entry: Entry, decision: Decision, more: { by?: string; body?: unknown } = {}): Promise<Result<Entry>> {
    const { by = 'first', body } = more;
    const replacement = body === undefined ? null : JSON.stringify(body);
    return workOnCase(this.#running.central, {
      type: 'exception.proposed',
      subject: exceptionSubject(entry.stream, entry.seq),
      data: { decision, reason: 'looked into it', by, replacement },
    });
  }

  answer(entry: Entry, { by = 'second', agreed = true } = {}): Promise<Result<Entry>> {
    return workOnCase(this.#running.central, {
      type: 'exception.decided',
      subject: exceptionSubject(entry.stream, entry.seq),
      data: { agreed, by, reason: 'looked as well' },
    });
  }

  /** Both of them, and all that follows. */
  async decide(entry: Entry, decision: Decision, body?: unknown): Promise<void> {
    await settleAll(this.#running);
    for (const done of [await this.propose(entry, decision, { body }), await this.answer(entry)]) {
      if (!done.ok) throw new Error(`${decision}: ${done.code}`);
    }
    await settleAll(this.#running);
  }

  /** What became of entries, as central has it: `status`, `status code`, `status code < the entry waited for`. */
  async fates(entries: readonly Entry[]): Promise<readonly string[]> {
    await settleAll(this.#running);
    const { db } = this.#running.central;
    const places = new Map(entries.map((entry, index) => [entry.id as string, index]));
    const rows = await Promise.all(
      entries.map(({ stream, seq }) =>
        db
          .selectFrom('receipt')
          .selectAll()
          .where('stream', '=', stream)
          .where('seq', '=', seq)
          .executeTakeFirstOrThrow(),
      ),
    );
    return rows.map(({ status, code, waits_for: waitsFor }) => {
      const place = waitsFor === null ? undefined : (places.get(waitsFor) ?? 'another');
      return [status, code, place === undefined ? null : `< ${place}`].filter((each) => each !== null).join(' ');
    });
  }
}
