import type { ServiceView } from '../../../src-shared/contract/counter/services.ts';
import type { ServiceCode } from '../../../src-shared/catalogue/service-file.ts';
import { useShortcut } from '../../shell/shortcut-store.ts';

interface ServiceKeysProps {
  readonly services: readonly ServiceView[];
  readonly onChoose: (service: ServiceCode) => void;
}

/** The digit before a service chooses it. */
export function ServiceKeys({ services, onChoose }: ServiceKeysProps) {
  return services
    .slice(0, 9)
    .map(({ service }, index) => <ServiceKey key={service} digit={index + 1} onPress={() => onChoose(service)} />);
}

function ServiceKey({ digit, onPress }: { digit: number; onPress: () => void }) {
  useShortcut({ keys: `Digit${digit}`, label: 'services.choose', where: 'here' }, onPress);
  return null;
}
