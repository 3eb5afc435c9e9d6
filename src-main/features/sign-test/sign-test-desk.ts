import { nameOfBank } from '../../../src-shared/catalogue/question-bank.ts';
import { drawPaper, isRight, type Chance } from '../../../src-shared/catalogue/question-paper.ts';
import type { Language } from '../../../src-shared/contract/counter/enrolment.ts';
import type { SignTestResult } from '../../../src-shared/contract/counter/sign-test.ts';
import type { ApplicationId } from '../../../src-shared/ids.ts';
import type { TestEnd } from '../../../src-shared/ledger/entries/person-entries.ts';
import { maySitSignTest, retestFrom, signTestRule, testMark } from '../../../src-shared/ledger/licence-tests.ts';
import { personSubject } from '../../../src-shared/ledger/subjects.ts';
import type { Counter } from '../../counter.ts';
import type { Timers } from '../../replay/timers.ts';
import { actAs } from '../act.ts';
import { getApplication } from '../applications/find-application.ts';
import { mustBeFree } from '../claims/must-be-free.ts';
import { deny, must, RefusedError } from '../handlers.ts';
import { dropOpenPaper, findOpenPaper, keepOpenPaper, type OpenPaper } from './open-papers.ts';

/** Time is written ahead in pieces of this length: a crash costs its taker at most two, and never gives any. */
const PIECE_MS = 5_000;

export interface SignTestDeskParts {
  readonly counter: () => Counter;
  /** Milliseconds that never jump. */
  readonly monotonic: () => number;
  readonly timers: Timers;
  readonly chance: Chance;
}

interface Running {
  paper: OpenPaper;
  /** By the clock that never jumps: when it began or went on, and what had been used then. */
  readonly since: number;
  readonly before: number;
  disarm: () => void;
}

/** The one sign test that runs on this counter. Its paper, its answers and its time are on disk at every moment. */
export class SignTestDesk {
  readonly #parts: SignTestDeskParts;
  #running: Running | undefined;
  #result: SignTestResult | undefined;

  constructor(parts: SignTestDeskParts) {
    this.#parts = parts;
  }

  /** The paper that runs; one whose time is up is judged by the look. */
  get running(): OpenPaper | undefined {
    if (this.#running !== undefined && this.leftMs === 0) this.#tryEnd();
    return this.#running?.paper;
  }

  /** How the last test ended, until somebody has read it. */
  get result(): SignTestResult | undefined {
    return this.#result;
  }

  get leftMs(): number {
    if (this.#running === undefined) return 0;
    return Math.max(0, Math.round(this.#running.paper.seconds * 1000 - this.#usedMs(this.#running)));
  }

  /** Begins, or goes on with the paper that was begun. Refuses with `application.*`, `test.*`, `claim.held`. */
  begin(id: ApplicationId, language: Language): OpenPaper {
    const counter = this.#parts.counter();
    const other = this.running;
    if (other !== undefined && other.applicationId !== id) deny('test.otherRunning');
    if (other !== undefined) return other;
    const { application, work, person } = getApplication(counter, id);
    mustBeFree(counter, [{ type: 'application.satSignTest', subject: personSubject(person.cnic) }]);
    const { rule, paper: asked } = must(maySitSignTest(work));
    const open = this.findOpen(id);
    if (open !== undefined) return this.#run({ ...open, language, interrupted: open.interrupted + 1 });
    const bank = counter.banks.inForce(asked.bank, work.today);
    const questions = bank === undefined ? undefined : drawPaper(bank, asked.questions, this.#parts.chance);
    if (bank === undefined || questions === undefined) return deny('test.bankUnknown', { bank: asked.bank });
    const { id: staff, role } = counter.session.actor;
    if (role === 'central') return deny('session.forbidden');
    return this.#run({
      applicationId: id,
      cnic: person.cnic,
      actor: { id: staff, role },
      rule: rule.id,
      bank: nameOfBank(bank),
      questions: [...questions],
      chosen: questions.map(() => null),
      seconds: asked.seconds,
      usedMs: 0,
      language,
      attempt: (application.signTests ?? []).length,
      interrupted: 0,
    });
  }

  /** A paper that was begun here and is not judged, running or not. */
  findOpen(id: ApplicationId): OpenPaper | undefined {
    const counter = this.#parts.counter();
    const open = findOpenPaper(counter.store, id);
    if (open === undefined) return undefined;
    // Judged, and the power went before it could be put away.
    const stale = (getApplication(counter, id).application.signTests ?? []).length !== open.attempt;
    if (!stale) return open;
    dropOpenPaper(counter.store, id);
    return undefined;
  }

  /** Keeps an answer. Refuses with `test.noneRunning`. */
  answer(id: ApplicationId, answer: { question: number; chosen: number; language: Language }): void {
    const paper = this.running;
    const running = this.#running;
    const asked = paper?.questions[answer.question];
    if (running === undefined || paper?.applicationId !== id || asked === undefined) return deny('test.noneRunning');
    if (answer.chosen >= asked.shown.length) return deny('input.malformed');
    const chosen = paper.chosen.with(answer.question, answer.chosen);
    this.#keep(running, { ...paper, chosen, language: answer.language });
  }

  /** Ends a test and judges it; one that has ended gives its result again. Refuses with `test.noneRunning`. */
  finish(id: ApplicationId, ended: Exclude<TestEnd, 'timeUp'>): SignTestResult {
    if (this.running?.applicationId === id) return this.#end(ended);
    if (this.#result?.applicationId === id) return this.#result;
    const open = ended === 'abandoned' && this.#running === undefined ? this.findOpen(id) : undefined;
    return open === undefined ? deny('test.noneRunning') : this.#judge(open, ended);
  }

  leave(): void {
    this.#result = undefined;
  }

  stop(): void {
    this.#running?.disarm();
    this.#running = undefined;
  }

  #usedMs({ since, before }: Running): number {
    return before + (this.#parts.monotonic() - since);
  }

  #run(paper: OpenPaper): OpenPaper {
    this.#result = undefined;
    const since = this.#parts.monotonic();
    const running: Running = { paper, since, before: paper.usedMs, disarm: () => undefined };
    this.#running = running;
    this.#keep(running, paper);
    this.#arm(running);
    return running.paper;
  }

  #keep(running: Running, paper: OpenPaper): void {
    const ahead = Math.ceil(this.#usedMs(running) + 2 * PIECE_MS);
    const kept = { ...paper, usedMs: Math.min(paper.seconds * 1000, ahead) };
    keepOpenPaper(this.#parts.counter().store, kept);
    running.paper = kept;
  }

  #arm(running: Running): void {
    running.disarm = this.#parts.timers.after(Math.min(PIECE_MS, this.leftMs), () => {
      if (this.#running !== running) return;
      if (this.leftMs > 0) this.#keep(running, running.paper);
      else this.#tryEnd();
      if (this.#running === running) this.#arm(running);
    });
  }

  /** Time is up, and nobody asked: what cannot be written now is tried again at the next look. */
  #tryEnd(): void {
    try {
      this.#end('timeUp');
    } catch (error) {
      this.#parts.counter().log.warn('a sign test could not be judged', { error: String(error) });
    }
  }

  #end(ended: TestEnd): SignTestResult {
    const running = this.#running;
    if (running === undefined) return deny('test.noneRunning');
    const used = Math.min(running.paper.seconds * 1000, this.#usedMs(running));
    const result = this.#judge({ ...running.paper, usedMs: Math.round(used) }, this.leftMs === 0 ? 'timeUp' : ended);
    running.disarm();
    this.#running = undefined;
    return result;
  }

  /** Judges a paper and writes it down as whoever let it begin. */
  #judge(paper: OpenPaper, ended: TestEnd): SignTestResult {
    const counter = this.#parts.counter();
    const { applicationId, language, interrupted } = paper;
    const bank = counter.banks.find(paper.bank) ?? deny('test.bankUnknown', { bank: paper.bank });
    const { work } = getApplication(counter, applicationId);
    const asked = signTestRule(work)?.paper ?? deny('application.notAStep', { step: 'signTest' });
    const questions = paper.questions.map((question, index) => {
      const chosen = paper.chosen[index] ?? null;
      return { ...question, chosen, right: isRight(bank, question, chosen) };
    });
    const right = questions.filter((question) => question.right).length;
    const passed = testMark(asked, { right, ended });
    const seconds = Math.min(paper.seconds, Math.ceil(paper.usedMs / 1000));
    const judged = {
      rule: paper.rule,
      bank: paper.bank,
      questions,
      right,
      passed,
      seconds,
      language,
      ended,
      interrupted,
    };
    const data = { applicationId, ...judged };
    try {
      const subject = personSubject(paper.cnic);
      actAs(counter, paper.actor, [{ type: 'application.satSignTest', subject, data }]);
    } catch (error) {
      // The application takes no test any more, and never will take this one.
      if (error instanceof RefusedError) this.#drop(applicationId);
      throw error;
    }
    this.#drop(applicationId);
    const after = getApplication(counter, applicationId);
    const { nameEn, nameUr } = after.person;
    const retryFrom = passed ? null : retestFrom(after.work, 'sign');
    const { pass } = asked;
    const facts = { asked: questions.length, right, pass, passed, ended, seconds, language, retryFrom };
    this.#result = { applicationId, nameEn, nameUr, ...facts };
    return this.#result;
  }

  #drop(id: ApplicationId): void {
    dropOpenPaper(this.#parts.counter().store, id);
    if (this.#running?.paper.applicationId !== id) return;
    this.#running.disarm();
    this.#running = undefined;
  }
}
