import { isRight } from '../../../src-shared/catalogue/question-paper.ts';
import type { SignPicture } from '../../../src-shared/catalogue/sign-picture.ts';
import type { Words } from '../../../src-shared/catalogue/words.ts';
import type { ApplicationId } from '../../../src-shared/ids.ts';
import { retestFrom, signTestRule, type PaperRule } from '../../../src-shared/ledger/licence-tests.ts';
import type { SignTest } from '../../../src-shared/ledger/state.ts';
import type { Counter } from '../../counter.ts';
import { getApplication, type Found } from '../applications/find-application.ts';
import { deny } from '../handlers.ts';

/** One question as it stands on a sheet; without words where its bank is not on this counter. */
export interface SheetLine {
  readonly id: string;
  readonly text: Words | null;
  readonly picture: SignPicture | null;
  readonly chosen: Words | null;
  readonly rightAnswer: Words | null;
  readonly right: boolean;
}

/** What the sheet of one sign test says. */
export interface SignTestSheet {
  readonly found: Found;
  readonly test: SignTest;
  readonly paper: PaperRule;
  readonly lines: readonly SheetLine[];
  /** The first day of the next try, where none was passed since. */
  readonly retryFrom: string | null;
}

/** The sheet of an attempt, counted from 1. Refuses with `application.unknown`, `test.noneRunning`. */
export function signTestSheet(counter: Counter, id: ApplicationId, attempt: number): SignTestSheet {
  const found = getApplication(counter, id);
  const test = found.application.signTests?.[attempt - 1] ?? deny('test.noneRunning');
  const { paper } = signTestRule(found.work) ?? deny('application.notAStep', { step: 'signTest' });
  const bank = counter.banks.find(test.bank);
  const lines = test.questions.map((asked): SheetLine => {
    const question = bank?.questions.find((each) => each.id === asked.id);
    if (bank === undefined || question === undefined) {
      return { id: asked.id, text: null, picture: null, chosen: null, rightAnswer: null, right: asked.right };
    }
    const at = (place: number | null) => question.answers[asked.shown[place ?? -1] ?? -1]?.text ?? null;
    return {
      id: asked.id,
      text: question.text,
      picture: bank.pictures[question.picture ?? ''] ?? null,
      chosen: at(asked.chosen),
      rightAnswer: at(asked.shown.findIndex((_, place) => isRight(bank, asked, place))),
      right: asked.right,
    };
  });
  return { found, test, paper, lines, retryFrom: test.passed ? null : retestFrom(found.work, 'sign') };
}
