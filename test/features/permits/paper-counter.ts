import { createRequire } from 'node:module';
import { sampleApplicant } from '../../../src-main/features/practice/sample-applicants.ts';
import { sampleCatalogues } from '../../../src-shared/catalogue/sample-catalogues.ts';
import type { ApplicationId } from '../../../src-shared/ids.ts';
import type { PersonData } from '../../../src-shared/licensing/person-data.ts';
import { startTestCounter, type TestCounter } from '../../support/counter.ts';
import type { PdfReader } from '../../support/pdf.ts';
import { RegisterDesk, type WantedService } from '../../support/register-desk.ts';
import { samplePortrait } from '../../support/portrait.ts';

type JsQr = (data: Uint8ClampedArray, width: number, height: number) => { data: string } | null;
const jsqr = createRequire(import.meta.url)('jsqr') as JsQr;
/** As long a text as a credential with a face is: version 28 with correction level M. */
export const longest = Array.from({ length: 1720 }, (_, at) =>
  '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'.charAt((at * at + 11 * at) % 45),
).join('');
/** A real counter of a real centre, unless it is told to practise, with people who hold papers. */
export class PaperCounter {
  readonly counter: TestCounter;
  readonly desk: RegisterDesk;
  #served = 0;

  constructor(counter: TestCounter, desk: RegisterDesk) {
    this.counter = counter;
    this.desk = desk;
  }

  static async start({ practice = false } = {}): Promise<PaperCounter> {
    const counter = await startTestCounter({ rules: sampleCatalogues(), practice });
    await counter.signIn('operator-1');
    return new PaperCounter(counter, new RegisterDesk(counter.core.counter, await samplePortrait()));
  }

  person(more: Partial<PersonData> = {}): PersonData {
    this.#served += 1;
    const person = { ...sampleApplicant(this.#served), birthDate: '1990-05-17', ...more };
    this.desk.record(person);
    return person;
  }

  /** The PDF of a page. */
  async pdf(page: Promise<string>): Promise<Uint8Array> {
    return this.core.papers.toPdf(await page);
  }

  get core() {
    return this.counter.core.counter;
  }

  /** An application that ended well. */
  issued(person: PersonData, wanted: WantedService): ApplicationId {
    const id = this.desk.prepare(person, wanted);
    this.desk.finish(person, id);
    return id;
  }
}

export async function bytesOf(file: Blob): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}

/** What a camera that sees the page reads in it. */
export function codeIn(read: PdfReader, dpi: number): string | undefined {
  const { data, width, height } = read.pixels(dpi);
  return jsqr(data, width, height)?.data;
}
