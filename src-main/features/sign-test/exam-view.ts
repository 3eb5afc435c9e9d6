import type { ExamView, SignTestCase } from '../../../src-shared/contract/counter/sign-test.ts';
import { maySitSignTest, retestFrom, signTestRule } from '../../../src-shared/ledger/licence-tests.ts';
import type { Counter } from '../../counter.ts';
import { getApplication, summarise, type Found } from '../applications/find-application.ts';
import { deny } from '../handlers.ts';
import type { OpenPaper } from './open-papers.ts';

/** A paper as its taker sees it. Refuses with `test.bankUnknown`. */
export function viewExam(counter: Counter, paper: OpenPaper): ExamView {
  const { applicationId, language, seconds } = paper;
  const bank = counter.banks.find(paper.bank) ?? deny('test.bankUnknown', { bank: paper.bank });
  const { person, work } = getApplication(counter, applicationId);
  const questions = paper.questions.map(({ id, shown }, index) => {
    const question = bank.questions.find((each) => each.id === id) ?? deny('test.bankUnknown', { bank: paper.bank });
    return {
      text: question.text,
      picture: bank.pictures[question.picture ?? ''] ?? null,
      answers: shown.flatMap((place) => question.answers[place]?.text ?? []),
      chosen: paper.chosen[index] ?? null,
    };
  });
  const { nameEn, nameUr } = person;
  const pass = signTestRule(work)?.paper.pass ?? 0;
  return { applicationId, nameEn, nameUr, language, questions, pass, seconds, leftMs: counter.signTests.leftMs };
}

/** How the sign test of an application stands. Refuses with `application.notAStep`. */
export function viewSignTest(counter: Counter, found: Found): SignTestCase {
  const { application, work } = found;
  const { rule, paper } = signTestRule(work) ?? deny('application.notAStep', { step: 'signTest' });
  const may = maySitSignTest(work);
  const open = counter.signTests.findOpen(application.id);
  const retryFrom = retestFrom(work, 'sign');
  return {
    application: summarise(counter, found),
    rule: { questions: paper.questions, pass: paper.pass, seconds: paper.seconds, retestDays: rule.retestDays },
    against: may.ok ? null : { code: may.code, detail: { ...may.detail } },
    retryFrom: retryFrom !== null && retryFrom > work.today ? retryFrom : null,
    open:
      open === undefined
        ? null
        : {
            answered: open.chosen.filter((chosen) => chosen !== null).length,
            leftMs: Math.max(0, open.seconds * 1000 - open.usedMs),
          },
    attempts: (application.signTests ?? []).map(({ day, asked, right, passed, ended, interrupted, deed }) => ({
      day,
      asked,
      right,
      passed,
      ended,
      interrupted,
      by: deed.by,
    })),
  };
}
