import { formatCount } from '../../text/formats.ts';
import { Fact } from '../../ui/facts.tsx';
import { Ltr } from '../../ui/ltr.tsx';

/** A name or a count a device told; a dash where it tells none. */
export function ToldFact({ label, value, unit = '' }: { label: string; value: string | number | null; unit?: string }) {
  const told = typeof value === 'number' ? formatCount(value) : value;
  return <Fact label={label}>{told === null || told === '' ? '–' : <Ltr>{`${told}${unit}`}</Ltr>}</Fact>;
}
