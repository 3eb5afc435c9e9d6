import { Fault } from '../../../src-shared/errors.ts';
import { KeyRing, type FromCore, type Question, type ToCore } from './messages.ts';

interface Waiting {
  readonly resolve: (value: Uint8Array | KeyRing) => void;
  readonly reject: (fault: Fault) => void;
}

/** The core's questions to the main process, each with its answer. */
export class HostLink {
  readonly #send: (message: FromCore) => void;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  constructor(send: (message: FromCore) => void) {
    this.#send = send;
  }

  /** Errors: what the main process denies with. */
  async askBytes(question: Question): Promise<Uint8Array> {
    const value = await this.#ask(question);
    if (value instanceof Uint8Array) return value;
    throw new Fault('internal.fault');
  }

  async askRing(): Promise<KeyRing> {
    return KeyRing.parse(await this.#ask({ what: 'ring' }));
  }

  /** Takes an answer; one that nobody waits for is nothing. */
  take(message: Extract<ToCore, { kind: 'answer' | 'denied' }>): void {
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.kind === 'answer') waiting?.resolve(message.value);
    else waiting?.reject(new Fault(message.code));
  }

  #ask(question: Question): Promise<Uint8Array | KeyRing> {
    const id = (this.#last += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#send({ kind: 'ask', id, question });
    });
  }
}
