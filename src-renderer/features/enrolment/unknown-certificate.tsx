import { Button } from '@mantine/core';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import { Notice } from '../../ui/notice.tsx';

interface UnknownCertificateProps {
  /** SHA-256 fingerprint. */
  readonly certificate: string;
  readonly busy: boolean;
  readonly onTrust: (certificate: string) => void;
}

/** Nobody vouches for central's certificate: the technician compares it with the authority's paper, once. */
export function UnknownCertificate({ certificate, busy, onTrust }: UnknownCertificateProps) {
  const { t } = useText();
  return (
    <Notice tone="warn" title={t('enrolment.unknownCertificate')}>
      <p>
        <Ltr>{inGroups(certificate)}</Ltr>
      </p>
      <p>{t('enrolment.compareCertificate')}</p>
      <Button variant="default" disabled={busy} onClick={() => onTrust(certificate)}>
        {t('enrolment.trustCertificate')}
      </Button>
    </Notice>
  );
}

/** Read aloud and compared four letters at a time. */
function inGroups(fingerprint: string): string {
  return fingerprint.match(/.{1,4}/g)?.join(' ') ?? fingerprint;
}
