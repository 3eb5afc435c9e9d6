import { HOUSE_FILE } from '../../src-shared/catalogue/read-catalogue.ts';
import type { CatalogueText } from '../../src-shared/catalogue/read-file.ts';
import { CatalogueContent } from '../../src-shared/ledger/entries/catalogue-entries.ts';

/** The files of a catalogue that was read without a problem as an entry carries them, services by their names. */
export function contentOf(texts: readonly CatalogueText[]): CatalogueContent {
  const parsed = texts.map(({ file, text }) => ({ file, value: JSON.parse(text) as Record<string, unknown> }));
  const services = parsed.filter(({ file }) => file !== HOUSE_FILE).map(({ value }) => value);
  return CatalogueContent.parse({
    house: parsed.find(({ file }) => file === HOUSE_FILE)?.value,
    services: services.toSorted((a, b) => (String(a['service']) < String(b['service']) ? -1 : 1)),
  });
}
