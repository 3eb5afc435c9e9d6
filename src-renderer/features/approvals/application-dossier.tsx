import type { ReactNode } from 'react';
import type { ApplicationView } from '../../../src-shared/contract/counter/views.ts';
import type { ErrorCode } from '../../../src-shared/errors.ts';
import { useText } from '../../text/use-text.ts';
import { Dossier } from '../../ui/dossier.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Portrait } from '../licences/portrait.tsx';
import classes from './application-dossier.module.css';
import { ApplicationFacts } from './application-facts.tsx';
import { PersonFacts } from './person-facts.tsx';

interface ApplicationDossierProps {
  readonly application: ApplicationView;
  readonly barred: ErrorCode | null;
  readonly acts: ReactNode;
}

/** Everything a decision rests on, without scrolling on a common screen: the face first. */
export function ApplicationDossier({ application, barred, acts }: ApplicationDossierProps) {
  const { t, pick } = useText();
  return (
    <Dossier label={pick(application)} acts={acts}>
      {barred !== null && (
        <Notice tone="warn" title={t(`error.${barred}.cause`)}>
          <span>{t(`error.${barred}.action`)}</span>
        </Notice>
      )}
      <div className={classes['top']}>
        <Portrait sha256={application.photo} name={pick(application)} />
        <PersonFacts person={application.person} />
      </div>
      <ApplicationFacts application={application} />
    </Dossier>
  );
}
