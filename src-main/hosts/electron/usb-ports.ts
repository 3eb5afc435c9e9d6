import type { MessagePortMain } from 'electron';
import type { ToUsb } from '../../devices/usb/usb-messages.ts';
import type { StartUsbProcess } from '../../devices/usb/usb-process-link.ts';
import type { FromCore } from './messages.ts';

interface Run {
  attach(port: MessagePortMain): void;
  over(): void;
}

/** The core's way to its USB process: only the main process can start one, and answers with a port. */
export class UsbPorts {
  readonly #send: (message: FromCore) => void;
  readonly #runs = new Map<number, Run>();
  #last = 0;

  constructor(send: (message: FromCore) => void) {
    this.#send = send;
  }

  readonly start: StartUsbProcess = ({ message, ended }) => {
    const run = (this.#last += 1);
    const early: ToUsb[] = [];
    let port: MessagePortMain | undefined;
    const over = (): void => {
      if (this.#runs.delete(run)) ended();
    };
    const attach = (given: MessagePortMain): void => {
      port = given;
      given.on('message', ({ data }) => message(data));
      given.on('close', over);
      given.start();
      for (const each of early.splice(0)) post(given, each);
    };
    this.#runs.set(run, { attach, over });
    this.#send({ kind: 'startUsb', run });
    return {
      send: (toUsb) => void (port === undefined ? early.push(toUsb) : post(port, toUsb)),
      kill: () => this.#send({ kind: 'endUsb', run }),
    };
  };

  /** The port of a run has come; one that nobody waits for is closed. */
  attach(run: number, port: MessagePortMain | undefined): void {
    const waiting = this.#runs.get(run);
    if (waiting === undefined) port?.close();
    else if (port === undefined) waiting.over();
    else waiting.attach(port);
  }

  /** The process of a run has ended. */
  over(run: number): void {
    this.#runs.get(run)?.over();
  }
}

/** Structured clone copies all of the memory that a view looks into, so a view of a part becomes its own. */
function post(port: MessagePortMain, message: ToUsb): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process has no origin
  port.postMessage(alone(message));
}

function alone(message: ToUsb): ToUsb {
  if (message.kind !== 'ask' || message.ask.what !== 'call' || !('bytes' in message.ask.call)) return message;
  const { call } = message.ask;
  if (call.bytes.byteLength === call.bytes.buffer.byteLength) return message;
  return { ...message, ask: { ...message.ask, call: { ...call, bytes: call.bytes.slice() } } };
}
