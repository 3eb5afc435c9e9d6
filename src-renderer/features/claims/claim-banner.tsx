import type { ClaimView } from '../../../src-shared/contract/counter/claims.ts';
import { formatTime, isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Notice } from '../../ui/notice.tsx';
import { useEnrolment } from '../enrolment/enrolment-store.ts';
import { useStaffName } from '../session/use-staff-name.ts';

/** At which counter and by whom the case is worked on now, and that it frees itself. Shows nothing otherwise. */
export function ClaimBanner({ claim }: { claim: ClaimView | null }) {
  const { t, language } = useText();
  const nameOf = useStaffName();
  const own = useEnrolment((state) => state.status?.centre?.code ?? null);
  if (claim === null || claim.state !== 'mate') return null;
  const { centre, counter, actor, until } = claim;
  const name = centre === own ? String(counter) : `${centre ?? ''} ${counter ?? '?'}`;
  return (
    <Notice tone="warn" title={t('claims.held', { counter: isolate(name, language) })}>
      <span>
        {actor !== null && <>{t('claims.by', { name: nameOf(actor) })} </>}
        {until !== null && t('claims.until', { at: isolate(formatTime(until), language) })} {t('claims.wait')}
      </span>
    </Notice>
  );
}
