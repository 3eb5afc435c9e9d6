import type { ReceivedCommand } from './command-parser.ts';

/** `Pem` bit 1: the host manages errors (Evolis Programming Guide A5013). */
const HOST_MANAGED = 2;
const OK = 'OK';
const BAD_PARAMETER = 'ERR PARAMETRES';

/** What the P commands have set; kept until the printer is switched off. */
export class PrinterSettings {
  hostManaged = false;
  readonly contrast = new Map<string, number>();
  readonly offset = { x: 0, y: 0 };
  /** Most dots of an offset, as this printer has it. */
  readonly #offsetRange: number;
  readonly #hasEncoder: boolean;

  constructor({ offsetRange, hasEncoder }: { readonly offsetRange: number; readonly hasEncoder: boolean }) {
    this.#offsetRange = offsetRange;
    this.#hasEncoder = hasEncoder;
  }

  /** The reply to a P command; `undefined` when it is none, or none that this printer knows. */
  execute({ name, parameters }: ReceivedCommand, ribbon: string): string | undefined {
    const [first = '', sign = '', value = ''] = parameters;
    if (name === 'Pem') return this.#setErrors(Number(first));
    if (name === 'Pr') return fits(first, ribbon) ? OK : 'WRONG RIBBON';
    if (name === 'Pc') return this.#setContrast(first, sign, value);
    if (name === 'Px' || name === 'Py') return this.#setOffset(name === 'Px' ? 'x' : 'y', first);
    if (/^Pm[tcd]$/.test(name)) return this.#hasEncoder ? checkEncoder(name, parameters) : undefined;
    return /^P(ps|mi|wr|l|s)$/.test(name) ? OK : undefined;
  }

  #setErrors(bits: number): string {
    this.hostManaged = (bits & HOST_MANAGED) !== 0;
    return OK;
  }

  #setContrast(panel: string, sign: string, text: string): string {
    const value = Number(text);
    if (!/^([ymckoa]|kb)$/.test(panel) || sign !== '=' || !/^\d+$/.test(text) || value < 1 || value > 20) {
      return BAD_PARAMETER;
    }
    this.contrast.set(panel === 'kb' ? 'k' : panel, value);
    return OK;
  }

  #setOffset(axis: 'x' | 'y', text: string): string {
    const value = Number(text);
    if (!/^-?\d+$/.test(text) || Math.abs(value) > this.#offsetRange) return BAD_PARAMETER;
    this.offset[axis] = value;
    return OK;
  }
}

/** A black ribbon is set by its colour, whatever the printer calls it. */
function fits(parameter: string, ribbon: string): boolean {
  const black = /^K(B|BLACK)?$/i;
  return parameter.toUpperCase() === ribbon || (black.test(parameter) && black.test(ribbon));
}

function checkEncoder(name: string, parameters: readonly string[]): string {
  const pattern = { Pmt: /^[123];[1-6]$/, Pmc: /^[hl]$/, Pmd: /^(75|210)$/ }[name];
  return pattern?.test(parameters.join(';')) === true ? OK : BAD_PARAMETER;
}
