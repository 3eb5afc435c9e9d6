import { Radio } from '@mantine/core';
import { useState } from 'react';
import { Language } from '../../../src-shared/contract/counter/enrolment.ts';
import type { Day } from '../../../src-shared/ids.ts';
import { core } from '../../core/core-client.ts';
import { saveFile } from '../../core/save-file.ts';
import { useAct } from '../../core/use-act.ts';
import { isolate } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { Ltr } from '../../ui/ltr.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import classes from './report-export.module.css';

type Format = 'pdf' | 'csv';

interface Saved {
  readonly day: Day;
  readonly fileName: string;
  readonly sha256: string;
}

/** The day as a file. Each export is recorded with the file's hash, so that a paper can be proved. */
export function ReportExport({ day }: { day: Day }) {
  const { t, language } = useText();
  const { busy, problem, act } = useAct();
  const [paper, setPaper] = useState<Language>(language);
  const [saved, setSaved] = useState<Saved | null>(null);

  function save(format: Format): void {
    void act(async () => {
      const { file, fileName, sha256 } = await core.reports.export({ day, format, language: paper });
      saveFile(file, fileName);
      setSaved({ day, fileName, sha256 });
    });
  }

  return (
    <section aria-label={t('reports.export')} className={classes['export']}>
      <div className={classes['line']}>
        <KeyButton main label="reports.pdf" keys="Ctrl+P" busy={busy} onPress={() => save('pdf')} />
        <KeyButton label="reports.csv" keys="Ctrl+E" disabled={busy} onPress={() => save('csv')} />
        <Radio.Group
          aria-label={t('reports.paperLanguage')}
          value={paper}
          onChange={(value) => setPaper(Language.parse(value))}
        >
          <div className={classes['languages']}>
            <span aria-hidden>{t('reports.paperLanguage')}</span>
            {Language.options.map((each) => (
              <Radio key={each} value={each} label={<span lang={each}>{t(`language.${each}`)}</span>} />
            ))}
          </div>
        </Radio.Group>
      </div>
      <ProblemNotice problem={problem} />
      {saved?.day === day && problem === null && (
        <Notice tone="calm" title={t('reports.saved', { file: isolate(saved.fileName, language) })}>
          <span>
            {t('reports.hash')} <Ltr>{saved.sha256}</Ltr>
          </span>
        </Notice>
      )}
    </section>
  );
}
