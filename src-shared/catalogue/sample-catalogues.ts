import house2024 from './sample/2024-01/house.json' with { type: 'json' };
import new2024 from './sample/2024-01/services/new.json' with { type: 'json' };
import house2025 from './sample/2025-02/house.json' with { type: 'json' };
import new2025 from './sample/2025-02/services/new.json' with { type: 'json' };
import house2026 from './sample/2026-01/house.json' with { type: 'json' };
import conversion from './sample/2026-01/services/conversion.json' with { type: 'json' };
import correction from './sample/2026-01/services/correction.json' with { type: 'json' };
import duplicate from './sample/2026-01/services/duplicate.json' with { type: 'json' };
import endorsement from './sample/2026-01/services/endorsement.json' with { type: 'json' };
import international from './sample/2026-01/services/international.json' with { type: 'json' };
import learner from './sample/2026-01/services/learner.json' with { type: 'json' };
import new2026 from './sample/2026-01/services/new.json' with { type: 'json' };
import renewal from './sample/2026-01/services/renewal.json' with { type: 'json' };
import replacement from './sample/2026-01/services/replacement.json' with { type: 'json' };
import { Catalogue, Catalogues } from './catalogue.ts';
import { HouseFile } from './house-file.ts';
import { ServiceFile } from './service-file.ts';

const of2026 = [learner, renewal, new2026, endorsement, duplicate, replacement, international, correction, conversion];

/** The versions shipped with the app, oldest first: sample data, replaced by what the authority publishes. */
const versions = [
  { house: house2024, services: [new2024] },
  { house: house2025, services: [new2025] },
  { house: house2026, services: of2026 },
].map(({ house, services }) => ({
  house: HouseFile.parse(house),
  services: services.map((service) => ServiceFile.parse(service)),
}));

/** Those under which a new licence rests on papers alone. */
export function firstCatalogues(): Catalogues {
  return new Catalogues(versions.slice(0, 2).map((files) => new Catalogue(files)));
}

/** The same for whoever is told of no other. */
export const firstRules: Catalogues = firstCatalogues();

/** All of them; new instances, for whoever adds what is published. */
export function sampleCatalogues(): Catalogues {
  return new Catalogues(versions.map((files) => new Catalogue(files)));
}
