import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { html } from '../../src-main/papers/html.ts';
import { letterhead, paperPage } from '../../src-main/papers/paper-page.ts';
import { dayInWords, groupedRupees, speaker } from '../../src-main/papers/paper-words.ts';
import { VERSION } from '../../src-main/version.ts';

const paper = { size: 'A4', title: 'T', trace: 'made', practice: false, body: html`<p>body</p>` } as const;

test('a page needs nothing from outside, and forbids it', async () => {
  const page = await paperPage({ ...paper, language: 'en' });
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; font-src data:"`);
  expect(page).not.toMatch(/<script|<img|<link|@import|url\((?!data:font\/woff2;base64,)/);
  expect(page.match(/url\(data:font\/woff2;base64,/g)).toHaveLength(6);
});

test('Urdu pages run from right to left, in Urdu words with western digits', async () => {
  const page = await paperPage({ ...paper, language: 'ur', practice: true });
  expect(page).toContain('<html lang="ur" dir="rtl">');
  expect(page).toContain('<div class="watermark" aria-hidden="true">مشق</div>');
  expect(page).toContain('content: "صفحہ " counter(page) " از " counter(pages) ""');
  expect(dayInWords('2026-11-21', 'ur')).toBe('ہفتہ، 21 نومبر، 2026');
  expect(dayInWords('2026-11-21', 'en')).toBe('Saturday, 21 November 2026');
});

test('only practice prints bear the mark', async () => {
  expect(await paperPage({ ...paper, language: 'en' })).not.toContain('class="watermark"');
  expect(await paperPage({ ...paper, language: 'en', practice: true })).toContain('>PRACTICE</div>');
});

test('hostile words in title, trace and names stay words', async () => {
  const words = '"; } </style><script>x</script>';
  const body = letterhead({ nameEn: words, nameUr: words }, 'en');
  const page = await paperPage({ ...paper, language: 'en', title: words, trace: words, body });
  expect(page.match(/<script|<\/style>|<\/title>/g)).toEqual(['</title>', '</style>']);
});

test('rupees keep their paisa and group thousands', () => {
  expect([0, 5, 123_456, 1_569_000_00].map(groupedRupees)).toEqual(['0.00', '0.05', '1,234.56', '1,569,000.00']);
});

test('a text takes its values and leaves what it was not given', () => {
  const say = speaker('en');
  expect(say('paper.receipt.years', { line: 'Motorcycle' })).toContain('Motorcycle');
  expect(say('paper.centre')).toBe('Licensing Centre {{centre}}');
});

test('papers name the version of the package', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(VERSION).toBe(version);
});
