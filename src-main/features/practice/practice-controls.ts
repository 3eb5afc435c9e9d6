import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PracticeState, SampleVisit } from '../../../src-shared/contract/counter/practice.ts';
import type { PersonData } from '../../../src-shared/licensing/person-data.ts';
import type { CameraModel } from '../../devices/practice/camera-model.ts';
import type { PracticeBus } from '../../devices/practice/practice-bus.ts';
import type { PracticePrinter } from '../../devices/practice/printer-model.ts';
import { sampleApplicant } from './sample-applicants.ts';
import { sampleNumber } from './sample-visits.ts';

/**
 * The link as the trainer's switch leaves it: up, or cut on the counter's side of the cable. A cut
 * link stays cut over a restart, as a real one would; a file in the counter's folder remembers it.
 */
export class PracticeLink {
  readonly #cutMark: string;

  constructor(dataDir: string) {
    this.#cutMark = join(dataDir, 'practice-link-cut');
  }

  get up(): boolean {
    return !existsSync(this.#cutMark);
  }

  set up(up: boolean) {
    if (up) rmSync(this.#cutMark, { force: true });
    else writeFileSync(this.#cutMark, '');
  }

  /** `fetch` as it is with the cable in, and as it fails with the cable out. */
  readonly fetch: typeof fetch = (input, init) =>
    this.up ? fetch(input, init) : Promise.reject(new TypeError('fetch failed', { cause: { code: 'ENETUNREACH' } }));
}

/** What the trainer's panel works on. */
export interface PracticeParts {
  readonly bus: PracticeBus;
  readonly camera: CameraModel;
  readonly printer: PracticePrinter;
  readonly link: PracticeLink;
  /** Seats a sample applicant before the practice camera. */
  seat(sitter: number): void;
  /** Puts a grey card where the face would be, or the sitter back. */
  scene(scene: PracticeState['scene']): void;
  readonly suggestedEnrolment: { readonly centralUrl: string; readonly code: string } | undefined;
}

/** What the trainer changes; `handFeed` cards go through the printer without a job. */
type PracticeChange = Partial<Omit<PracticeState, 'sitter'>> & { readonly handFeed?: number };

/** Faults on demand and sample applicants, for practice mode alone. */
export class PracticeControls {
  readonly #parts: PracticeParts;
  #sitter = 0;
  /** How many came for each visit since the start. */
  readonly #came = new Map<SampleVisit, number>();
  #scene: PracticeState['scene'] = 'sitter';

  constructor(parts: PracticeParts) {
    this.#parts = parts;
  }

  get suggestedEnrolment(): PracticeParts['suggestedEnrolment'] {
    return this.#parts.suggestedEnrolment;
  }

  get state(): PracticeState {
    const { bus, camera, printer, link } = this.#parts;
    const { setsLeft, feeder, coverOpen, jamNext, ribbonIn, cleaningCard } = printer.mechanics;
    return {
      linkUp: link.up,
      cameraPlugged: bus.isPlugged(camera),
      printerPlugged: bus.isPlugged(printer),
      ribbonLeft: setsLeft,
      feederCards: feeder,
      coverOpen,
      jamNext,
      ribbonIn,
      cleaningCard,
      sitter: this.#sitter,
      scene: this.#scene,
    };
  }

  set({ handFeed = 0, ...change }: PracticeChange): void {
    const { bus, camera, printer, link } = this.#parts;
    const { mechanics } = printer;
    if (change.linkUp !== undefined) link.up = change.linkUp;
    if (change.cameraPlugged !== undefined) plug(bus, camera, change.cameraPlugged);
    if (change.printerPlugged !== undefined) plug(bus, printer, change.printerPlugged);
    if (change.ribbonLeft !== undefined) mechanics.setsLeft = change.ribbonLeft;
    if (change.feederCards !== undefined) mechanics.feeder = change.feederCards;
    if (change.ribbonIn !== undefined) mechanics.ribbonIn = change.ribbonIn;
    if (change.cleaningCard !== undefined) mechanics.cleaningCard = change.cleaningCard;
    if (change.jamNext !== undefined) mechanics.jamNext = change.jamNext;
    if (change.scene !== undefined) {
      this.#scene = change.scene;
      this.#parts.scene(change.scene);
    }
    mechanics.cardsInserted += handFeed;
    mechanics.feeder = Math.max(0, mechanics.feeder - handFeed);
    if (change.coverOpen !== undefined) {
      mechanics.coverOpen = change.coverOpen;
      // Who opens the cover takes out what is stuck.
      if (change.coverOpen) mechanics.path = 'empty';
    }
  }

  /** The next sample applicant who comes for that sits down; the answer is what their papers say. Undefined after the last. */
  nextApplicant(visit: SampleVisit): PersonData | undefined {
    const came = this.#came.get(visit) ?? 0;
    const number = sampleNumber(visit, came);
    if (number === undefined) return undefined;
    this.#came.set(visit, came + 1);
    this.#sitter = number;
    this.#parts.seat(number);
    return sampleApplicant(number);
  }
}

function plug(bus: PracticeBus, model: CameraModel | PracticePrinter, plugged: boolean): void {
  if (plugged) bus.plug(model);
  else bus.unplug(model);
}
