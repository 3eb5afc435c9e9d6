import { describe, expect, test } from 'vitest';
import { problemText } from '../../src-shared/catalogue/catalogue-problem.ts';
import { readQuestionBank, type BankFile } from '../../src-shared/catalogue/question-bank.ts';
import type { CatalogueText } from '../../src-shared/catalogue/read-file.ts';
import { sampleBank } from '../support/ready-to-test.ts';

const circle =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200">\n  <circle cx="100" cy="100" r="90" fill="#1d4f9e"/>\n</svg>\n';

const words = (en: string, ur: string) => ({ en, ur });

function bank(): BankFile {
  return JSON.parse(
    JSON.stringify({
      bank: 'roadSigns',
      version: 'sample-2026-01',
      from: '2026-01-01',
      reference: 'Sample',
      topics: [{ id: 'signs', title: words('Signs', 'اشارے') }],
      questions: [
        {
          id: 'stop',
          topic: 'signs',
          picture: 'stop.svg',
          text: words('What does this sign mean?', 'اس اشارے کا کیا مطلب ہے؟'),
          answers: [{ text: words('Stop', 'رکیں'), right: true }, { text: words('Go', 'چلیں') }],
        },
        {
          id: 'lights',
          topic: 'signs',
          text: words('What do you do at a red light?', 'سرخ بتی پر کیا کریں گے؟'),
          answers: [{ text: words('Go', 'چلیں') }, { text: words('Stop', 'رکیں'), right: true }],
        },
      ],
    }),
  ) as BankFile;
}

/** What the reader says of a bank somebody changed; line numbers are those of the file as it is written here. */
function problemsOf(
  change: (file: Draft) => void,
  pictures: Readonly<Record<string, string>> = { 'stop.svg': circle },
) {
  const file = bank() as unknown as Draft;
  change(file);
  const texts: CatalogueText[] = [
    { file: 'signs/bank.json', text: JSON.stringify(file, null, 2) },
    ...Object.entries(pictures).map(([name, text]) => ({ file: `signs/${name}`, text })),
  ];
  const read = readQuestionBank(texts);
  return 'questions' in read ? 'taken' : problemText(read);
}

/** A bank before it was read: anything may be wrong with it. */
interface Draft {
  questions: {
    id: string;
    topic: string;
    picture?: string;
    text: Record<string, string>;
    answers: { text: Record<string, string>; right?: boolean }[];
    [unknown: string]: unknown;
  }[];
  topics: { id: string; title: Record<string, string> }[];
}

describe('a question bank', () => {
  test('that has nothing wrong is taken', () => {
    expect(problemsOf(() => undefined)).toBe('taken');
  });

  test.each<[string, (file: Draft) => void, string]>([
    [
      'two right answers',
      (file) => (file.questions[0]!.answers[1]!.right = true),
      'signs/bank.json:24: stop: 2 answers are right; exactly one must be',
    ],
    [
      'no right answer',
      (file) => delete file.questions[1]!.answers[1]!.right,
      'signs/bank.json:47: lights: 0 answers are right; exactly one must be',
    ],
    [
      'the same id twice',
      (file) => (file.questions[1]!.id = 'stop'),
      'signs/bank.json:41: stop: question 1 has the same id',
    ],
    [
      'a picture that is not there',
      (file) => (file.questions[1]!.picture = 'lights.svg'),
      'lights: picture lights.svg is missing',
    ],
    ['no Urdu', (file) => delete file.questions[0]!.text['ur'], 'signs/bank.json:20: questions.0.text.ur: '],
    [
      'Urdu that is English',
      (file) => (file.questions[0]!.answers[0]!.text['ur'] = 'Stop'),
      'signs/bank.json:28: questions.0.answers.0.text.ur: the Urdu is missing',
    ],
    ['no English', (file) => (file.questions[0]!.text['en'] = 'رکیں'), 'questions.0.text.en: the English is missing'],
    [
      'answers that read the same',
      (file) => (file.questions[0]!.answers[1]!.text['ur'] = 'رکیں'),
      'stop: two answers read the same (ur)',
    ],
    ['an unknown topic', (file) => (file.questions[1]!.topic = 'rules'), 'lights: rules is no topic of this bank'],
    [
      'a topic without questions',
      (file) => file.topics.push({ id: 'rules', title: words('Rules', 'قواعد') }),
      'topic rules has no question',
    ],
    ['one answer', (file) => file.questions[1]!.answers.shift(), 'signs/bank.json:47: questions.1.answers: '],
    [
      'five answers',
      (file) => {
        for (const each of ['پانچ', 'چار', 'تین']) file.questions[1]!.answers.push({ text: words(`n ${each}`, each) });
      },
      'questions.1.answers: ',
    ],
    [
      'an unknown field',
      (file) => (file.questions[0]!['hint'] = 'x'),
      'signs/bank.json:39: questions.0: Unrecognized key: "hint"',
    ],
    ['a picture outside its folder', (file) => (file.questions[0]!.picture = '../stop.svg'), 'questions.0.picture: '],
    [
      'a text that turns its direction',
      (file) => (file.questions[0]!.text['en'] = 'Stop \u202Ehere'),
      'not a clean text',
    ],
  ])('with %s is refused, with the line', (_, change, reason) => {
    expect(problemsOf(change)).toContain(reason);
  });

  test('with a picture no question shows is refused', () => {
    expect(problemsOf(() => undefined, { 'stop.svg': circle, 'old.svg': circle })).toBe(
      'signs/old.svg:1: no question shows it',
    );
  });

  test('without its file of questions is refused', () => {
    expect(readQuestionBank([{ file: 'signs/stop.svg', text: circle }])).toEqual([
      { file: 'bank.json', line: 1, reason: 'is missing' },
    ]);
  });
});

describe('a picture', () => {
  const shown = (inside: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200">\n  ${inside}\n</svg>`;

  test.each<[string, string, string]>([
    ['a script', shown('<script>alert(1)</script>'), 'signs/stop.svg:2: <script> is not taken'],
    ['a handler', shown('<circle r="9" onclick="alert(1)"/>'), 'signs/stop.svg:2: attribute onclick is not taken'],
    ['a picture from elsewhere', shown('<image href="https://example.org/a.png"/>'), '<image> is not taken'],
    ['a reference', shown('<use href="#a"/>'), '<use> is not taken'],
    ['a link', shown('<a href="javascript:alert(1)"><circle r="9"/></a>'), '<a> is not taken'],
    ['a style', shown('<circle r="9" style="fill:url(https://example.org)"/>'), 'attribute style is not taken'],
    ['a fill from elsewhere', shown('<circle r="9" fill="url(https://example.org/#a)"/>'), 'is not of the form taken'],
    ['foreign markup', shown('<foreignObject><b/></foreignObject>'), '<foreignObject> is not taken'],
    ['an animation', shown('<animate attributeName="href"/>'), '<animate> is not taken'],
    ['an entity', `<!DOCTYPE svg [<!ENTITY a "b">]>\n${circle}`, 'signs/stop.svg:1: no plain SVG element'],
    ['an entity in a text', shown('<text x="1" y="1">&a;</text>'), 'entities are not taken'],
    ['a comment', shown('<!-- x -->'), 'signs/stop.svg:2: no plain SVG element'],
    ['an outer element that is no svg', '<html><circle r="9"/></html>', 'does not begin with <svg>'],
    ['no end', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="9"/>', 'the <svg> is not closed'],
    ['nothing in it', shown(''), 'draws nothing'],
    ['an attribute of every object', shown('<circle r="9" constructor="1"/>'), 'attribute constructor is not taken'],
    ['no words of a picture at all', 'not a picture', 'stands outside a text'],
  ])('with %s is refused, with the line', (_, text, reason) => {
    expect(problemsOf(() => undefined, { 'stop.svg': text })).toContain(reason);
  });
});

describe('the bank the app comes with', () => {
  const shipped = sampleBank();

  test('has questions on every topic, most of them with a sign', () => {
    expect(shipped.questions.length).toBeGreaterThanOrEqual(40);
    expect(shipped.questions.filter(({ picture }) => picture !== undefined).length).toBeGreaterThanOrEqual(40);
    for (const { id } of shipped.topics) {
      expect(shipped.questions.filter(({ topic }) => topic === id).length, id).toBeGreaterThanOrEqual(4);
    }
  });

  test('has its right answers at every place', () => {
    const places = shipped.questions.map(({ answers }) => answers.findIndex(({ right }) => right === true));
    for (const place of [0, 1, 2, 3]) expect(places.filter((each) => each === place).length).toBeGreaterThan(8);
  });
});
