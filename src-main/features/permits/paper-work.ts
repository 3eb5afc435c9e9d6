import type { Language } from '../../../src-shared/contract/counter/enrolment.ts';
import type { PaperFormat } from '../../../src-shared/ledger/entries/person-entries.ts';
import type { Counter } from '../../counter.ts';
import { letterhead, paperPage } from '../../papers/paper-page.ts';
import { html, type Html } from '../../papers/html.ts';
import { traceLine } from '../../papers/trace.ts';
import { findCentre } from '../../store/reference.ts';
import { deny } from '../handlers.ts';
import { permitStyle } from './permit-style.ts';

/** In which language and on which sheet a paper is printed. */
export interface Sheet {
  readonly language: Language;
  readonly format: PaperFormat;
}

/** A paper of the centre: its letterhead unless it has a head of its own, the trace at its foot, the mark of practice. Errors: `enrolment.needed`. */
export function centrePaper(
  counter: Counter,
  { language, format }: Sheet,
  { title, body, head = true, long = false }: { title: string; body: Html; head?: boolean; long?: boolean },
): Promise<string> {
  const centre = findCentre(counter.store) ?? deny('enrolment.needed');
  return paperPage({
    language,
    size: format === 'a4' ? 'A4' : 'roll',
    title,
    trace: traceLine(counter, language),
    practice: counter.practice !== undefined,
    style: permitStyle,
    pictures: true,
    long,
    body: html`${head ? letterhead(centre, language) : null}${body}`,
  });
}
