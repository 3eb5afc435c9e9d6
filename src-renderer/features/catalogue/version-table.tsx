import type { RulesView } from '../../../src-shared/contract/counter/catalogue.ts';
import { formatDay } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import classes from './version-table.module.css';

const states = { past: 'isPast', inForce: 'isInForce', coming: 'isComing' } as const;

/** Every version this counter can decide by, as acts of their time need them. */
export function VersionTable({ versions }: { versions: readonly RulesView[] }) {
  const { t } = useText();
  return (
    <table className={classes['versions']}>
      <caption>{t('catalogue.versions')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('catalogue.version')}</th>
          <th scope="col">{t('catalogue.begins')}</th>
          <th scope="col">{t('catalogue.state')}</th>
          <th scope="col">{t('catalogue.origin')}</th>
          <th scope="col">{t('catalogue.fingerprint')}</th>
        </tr>
      </thead>
      <tbody>
        {versions.map(({ version, from, state, published }) => (
          <tr key={version} data-state={state}>
            <th scope="row">
              <Ltr>{version}</Ltr>
            </th>
            <td>
              <Ltr>{formatDay(from)}</Ltr>
            </td>
            <td>{t(`catalogue.${states[state]}`)}</td>
            <td>
              {published === null
                ? t('catalogue.shipped')
                : t('catalogue.published', { at: published.at.slice(0, 10) })}
            </td>
            <td>{published !== null && <Ltr>{published.sha256.slice(0, 16)}</Ltr>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
