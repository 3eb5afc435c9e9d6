import type { RoadTestCase } from '../../../src-shared/contract/counter/road-test.ts';
import { core } from '../../core/core-client.ts';
import { saveFile } from '../../core/save-file.ts';
import { useAct } from '../../core/use-act.ts';
import { formatDay } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { Ltr } from '../../ui/ltr.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Portrait } from '../licences/portrait.tsx';
import { useStaffName } from '../session/use-staff-name.ts';
import { RoadTestForm } from './road-test-form.tsx';
import classes from './road-test-panel.module.css';

interface RoadTestPanelProps {
  readonly standing: RoadTestCase;
  readonly onRecorded: (now: RoadTestCase) => void;
  readonly opensHere?: boolean;
}

/** Who is examined and in what, what was driven so far, and the lines to fill in. */
export function RoadTestPanel({ standing, onRecorded, opensHere = false }: RoadTestPanelProps) {
  const { t, pick, language } = useText();
  const { application, barred, categories, drives, photo } = standing;
  const { busy, problem, act } = useAct();
  const open = categories.some(({ passed, retryFrom }) => !passed && retryFrom === null);

  function saveSheet(): void {
    void act(async () => {
      const sheet = await core.roadTest.sheet({ applicationId: application.id, language });
      saveFile(sheet, `road-test-${application.cnic}.pdf`);
    });
  }

  return (
    <div className={classes['panel']}>
      <div className={classes['top']}>
        <Portrait sha256={photo} name={pick(application)} />
        <div className={classes['words']}>
          <ul className={classes['categories']}>
            {categories.map(({ category, passed, retryFrom }) => (
              <li key={category} data-passed={passed}>
                <strong>{t(`category.${category}`)}</strong>
                {passed && <span>{t('roadTest.passedAlready')}</span>}
                {retryFrom !== null && <span>{t('roadTest.retryFrom', { from: retryFrom })}</span>}
              </li>
            ))}
          </ul>
          <div>
            <KeyButton label="roadTest.sheet" keys="Ctrl+P" busy={busy} onPress={saveSheet} />
          </div>
          <ProblemNotice problem={problem} />
        </div>
      </div>
      {drives.length > 0 && <Drives standing={standing} />}
      {barred !== null && open && (
        <Notice tone="warn" title={t(`error.${barred}.cause`)}>
          <span>{t('roadTest.byAnother')}</span>
        </Notice>
      )}
      {barred === null && open && <RoadTestForm standing={standing} onRecorded={onRecorded} opensHere={opensHere} />}
    </div>
  );
}

const heads = ['day', 'category', 'outcome', 'vehicle', 'note', 'examiner'] as const;

function Drives({ standing: { drives } }: { standing: RoadTestCase }) {
  const { t } = useText();
  const nameOf = useStaffName();
  return (
    <section className={classes['drives']}>
      <h2>{t('roadTest.drives')}</h2>
      <table>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head}>{t(`paper.roadTest.${head}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {drives.map(({ category, outcome, vehicle, note, day, by }, index) => (
            // Tries keep their order.
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={index} data-outcome={outcome}>
              <td>
                <Ltr>{formatDay(day)}</Ltr>
              </td>
              <td>{t(`category.${category}`)}</td>
              <td>
                <strong>{t(`roadTest.outcome.${outcome}`)}</strong>
              </td>
              <td>{vehicle !== null && <Ltr>{vehicle}</Ltr>}</td>
              <td>
                <bdi>{note}</bdi>
              </td>
              <td>{nameOf(by)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
