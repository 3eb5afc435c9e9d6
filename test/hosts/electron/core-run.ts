import { fork, type ChildProcess } from 'node:child_process';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { CounterClient } from '../../../src-shared/contract/counter.ts';
import { answerCore } from '../../../src-main/hosts/electron/answer-core.ts';
import { FromCore } from '../../../src-main/hosts/electron/messages.ts';
import { SafeStorageGuard, type Ring } from '../../../src-main/hosts/electron/safe-storage-guard.ts';
import type { Carried } from './utility-child.ts';

const HOST = join(import.meta.dirname, '../../../src-main/hosts/electron');

/** A screen's end of its port. */
export class ScreenEnd extends EventEmitter {
  readonly postMessage: (data: unknown) => void;
  readonly closed: Promise<unknown>;
  /** The same under a name that no lint rule takes for a window's. */
  readonly say: (data: unknown) => void;

  constructor(postMessage: (data: unknown) => void) {
    super();
    this.postMessage = postMessage;
    this.say = postMessage;
    this.closed = once(this, 'close');
  }

  client(): CounterClient {
    return createORPCClient<CounterClient>(new RPCLink({ port: this }));
  }
}

type Outcome = Extract<FromCore, { kind: 'ready' | 'refused' }>;

export interface CoreRunOptions {
  readonly ring: Ring;
  /** The core's entry, and that of its USB process. */
  readonly entry?: string;
  readonly usbEntry?: string;
  readonly practice?: boolean;
}

export interface CoreRun {
  /** `ready`, or why the core refused to start. */
  readonly outcome: Promise<Outcome>;
  /** The USB processes that the core asked for, in order. */
  readonly usb: ChildProcess[];
  readonly exited: Promise<number | null>;
  /** Hands the core the port of a new screen. */
  openScreen(): ScreenEnd;
  /** Ends it as the app does. */
  stop(): Promise<number | null>;
  kill(): void;
}

/** Runs the core's entry as the main process does, with the real answers to its questions. */
export function runCore(dataDir: string, options: CoreRunOptions): CoreRun {
  const { ring, entry = join(HOST, 'core-process.ts'), usbEntry = join(HOST, 'usb-process.ts') } = options;
  const guard = new SafeStorageGuard(ring, 'linux');
  const papers = {
    toPdf: () => Promise.reject(new Error('no paper is printed here')),
    prepare: () => undefined,
    stop: () => Promise.resolve(),
  };
  const args = [entry, '--data-dir', dataDir, ...(options.practice === false ? [] : ['--practice'])];
  const child = forkUtility(args);
  const usb: ChildProcess[] = [];
  const screens = new Map<number, ScreenEnd>();
  const outcome = Promise.withResolvers<Outcome>();
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const carry = (message: Carried): void => void (child.connected && child.send(message));
  void exited.then((code) => outcome.reject(new Error(`the core ended with ${code}`)));
  outcome.promise.catch(() => undefined);

  /** As the main process does, with the port carried by hand between the two. */
  const startUsb = (run: number): void => {
    const process = forkUtility([usbEntry]);
    usb.push(process);
    process.on('message', (message: Carried) => carry({ ...message, on: -run }));
    process.once('exit', () => carry({ on: 'parent', data: { kind: 'usbEnded', run } }));
    process.send({ on: 'parent', data: { kind: 'core' }, port: 1 });
    carry({ on: 'parent', data: { kind: 'usb', run }, port: -run });
  };

  const take = async (message: Carried): Promise<void> => {
    if (message.on !== 'parent' && message.on < 0) {
      const process = usb[-message.on - 1];
      if (process?.connected) process.send({ ...message, on: 1 });
      return;
    }
    if (message.on !== 'parent') {
      if (message.closed) screens.get(message.on)?.emit('close');
      else screens.get(message.on)?.emit('message', { data: message.data });
      return;
    }
    const said = FromCore.parse(message.data);
    if (said.kind === 'ask') carry({ on: 'parent', data: await answerCore(said, { ring: guard, papers }) });
    else if (said.kind === 'startUsb') startUsb(said.run);
    else if (said.kind === 'endUsb') usb[said.run - 1]?.kill('SIGKILL');
    else outcome.resolve(said);
  };
  child.on('message', (message: Carried) => void take(message));
  void exited.then(() => usb.forEach((each) => each.kill('SIGKILL')));

  return {
    outcome: outcome.promise,
    usb,
    exited,
    openScreen: () => {
      const number = screens.size + 1;
      const end = new ScreenEnd((data) => carry({ on: number, data }));
      screens.set(number, end);
      carry({ on: 'parent', data: { kind: 'screen' }, port: number });
      return end;
    },
    stop: () => {
      carry({ on: 'parent', data: { kind: 'stop' } });
      return exited;
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

function forkUtility(args: readonly string[]): ChildProcess {
  return fork(join(import.meta.dirname, 'utility-child.ts'), args, { serialization: 'advanced' });
}

/** A key ring as the operating system's: it keeps one key of its own, which `basic_text` does not. */
export function keyRing(backend: ReturnType<Ring['getSelectedStorageBackend']> = 'gnome_libsecret'): Ring {
  const own = randomBytes(32);
  return {
    getSelectedStorageBackend: () => backend,
    isAsyncEncryptionAvailable: () => Promise.resolve(true),
    encryptStringAsync: (text) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', own, nonce);
      return Promise.resolve(Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]));
    },
    decryptStringAsync: async (bytes) => {
      const decipher = createDecipheriv('aes-256-gcm', own, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(-16));
      const text = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString();
      return { result: text, shouldReEncrypt: false };
    },
  };
}
