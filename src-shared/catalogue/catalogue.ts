import type { Day, RulesVersion } from '../ids.ts';
import { rulesOn } from './dated-rule.ts';
import type { HouseRule } from './house-file.ts';
import type { UnreadCatalogue } from './published.ts';
import type { CatalogueFiles } from './read-catalogue.ts';
import type { RuleBook, RuleBooks } from './rule-book.ts';
import type { ServiceFile } from './service-file.ts';
import { isOffered, type LabelledLine, labelOf, serviceOn } from './service-rules.ts';
import type { Words } from './words.ts';

/** Of two that begin on one day the one that came later stands behind, and decides. */
function byBeginning(all: readonly Catalogue[]): readonly Catalogue[] {
  return all.toSorted((a, b) => (a.from === b.from ? 0 : a.from < b.from ? -1 : 1));
}

/** Days a catalogue is asked for again and again: today, and the days applications were opened on. */
const MOST_DAYS = 400;

/** One version of the rules. */
export class Catalogue {
  readonly files: CatalogueFiles;
  readonly #days = new Map<Day, RuleBook>();

  constructor(files: CatalogueFiles) {
    this.files = files;
  }

  get version(): RulesVersion {
    return this.files.house.version;
  }

  /** The first day it decides anything. */
  get from(): Day {
    return this.files.house.from;
  }

  on(day: Day): RuleBook {
    const known = this.#days.get(day);
    if (known !== undefined) return known;
    if (this.#days.size >= MOST_DAYS) this.#days.clear();
    const book = this.#make(day);
    this.#days.set(day, book);
    return book;
  }

  #make(day: Day): RuleBook {
    const { house, services } = this.files;
    const rules = rulesOn(house.rules, day);
    const get = <Name extends HouseRule['rule']>(name: Name): Extract<HouseRule, { rule: Name }> => {
      const found = rules.find(({ rule }) => rule === name);
      // The reader let nothing through in which one is missing from the first day on.
      if (found === undefined) throw new RangeError(`${house.version} says no ${name} on ${day}`);
      return found as Extract<HouseRule, { rule: Name }>;
    };
    const { en, ur } = get('authority').name;
    return {
      version: house.version,
      day,
      reference: house.reference,
      authority: { nameEn: en, nameUr: ur },
      paymentMethods: get('paymentMethods').methods,
      calibration: { camera: get('cameraCalibration').policy, printer: get('printerCalibration').policy },
      cleanAfterCards: get('cleaning').afterCards,
      services: services.filter((file) => isOffered(file, day)).map((file) => serviceOn(file, day)),
    };
  }
}

/** Every version known here, by the day it begins: those that came with the build, and those that were published. */
export class Catalogues implements RuleBooks {
  readonly #shipped: readonly Catalogue[];
  #published: readonly Catalogue[] = [];
  #unread: readonly UnreadCatalogue[] = [];
  #all: readonly Catalogue[];

  constructor(shipped: readonly Catalogue[]) {
    this.#shipped = byBeginning(shipped);
    this.#all = this.#shipped;
  }

  get all(): readonly Catalogue[] {
    return this.#all;
  }

  get shipped(): readonly Catalogue[] {
    return this.#shipped;
  }

  get published(): readonly Catalogue[] {
    return this.#published;
  }

  /** Published, and nothing this build can decide by. */
  get unread(): readonly UnreadCatalogue[] {
    return this.#unread;
  }

  /** Takes what is published now, in the order of publication, in place of what was. A shipped version of the same name yields. */
  learn(published: readonly Catalogue[], unread: readonly UnreadCatalogue[] = []): void {
    this.#published = byBeginning(published);
    this.#unread = unread;
    const shipped = this.#shipped.filter(({ version }) => !published.some((each) => each.version === version));
    this.#all = byBeginning([...shipped, ...published]);
  }

  get(version: RulesVersion): Catalogue | undefined {
    return this.#all.find((each) => each.version === version);
  }

  find(version: RulesVersion, day: Day): RuleBook | undefined {
    const catalogue = this.get(version);
    // A device whose clock stood before the version began still means its first rules.
    return catalogue?.on(day < catalogue.from ? catalogue.from : day);
  }

  inForce(day: Day): RuleBook | undefined {
    return this.versionOn(day)?.on(day);
  }

  /** The newest published version that has begun; one that came with the build decides only before the first of them. */
  versionOn(day: Day): Catalogue | undefined {
    const begun = ({ from }: Catalogue) => from <= day;
    return this.#published.findLast(begun) ?? this.#shipped.findLast(begun);
  }

  titleOf(service: string): Words {
    return this.#newest(service)?.title ?? { en: service, ur: service };
  }

  headOf(service: string): Words {
    return this.#newest(service)?.report.head ?? { en: service, ur: service };
  }

  documentNames(): Readonly<Record<string, Words>> {
    const issuing = this.#all.flatMap(({ files }) => files.services).filter(({ grant }) => grant.does === 'issues');
    return Object.fromEntries(issuing.map(({ grant, title }) => [grant.document, title]));
  }

  #newest(service: string): ServiceFile | undefined {
    return this.#all.flatMap(({ files }) => files.services.filter((each) => each.service === service)).at(-1);
  }

  labelOf(version: RulesVersion, line: LabelledLine): Words {
    return labelOf({ fees: this.get(version)?.files.services.flatMap((each) => each.fees) ?? [] }, line);
  }
}
