import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cssString, escapeText, html, trusted } from '../../src-main/papers/html.ts';

test('what is put into a template is text, never markup', () => {
  const name = `<script>alert("1")</script> & 'sons'`;
  expect(html`<p title="${name}">${name}</p>`.markup).toBe(
    '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;sons&#39;">' +
      '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;sons&#39;</p>',
  );
});

test('templates nest, lists follow on, null is nothing, numbers are themselves', () => {
  const names = ['a<b', 'c'].map((name) => html`<b>${name}</b>`);
  expect(html`<i>${names}${null}${[]}</i>${0}`.markup).toBe('<i><b>a&lt;b</b><b>c</b></i>0');
  expect(html`${trusted('<b>')}`.markup).toBe('<b>');
});

test('no text can open or close a tag, an attribute or an entity', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const safe = escapeText(text);
      expect(safe).not.toMatch(/[<>"']/);
      expect(safe.replaceAll(/&(amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
    }),
  );
});

test('overrides of direction are taken out; joiners and letters of Urdu stay', () => {
  expect(escapeText('Ali \u202EnahK\u202C \u2066x\u2069')).toBe('Ali nahK x');
  expect(escapeText('بے\u200Cشک')).toBe('بے\u200Cشک');
  expect(escapeText('a\u0000b\u001Bc')).toBe('a\uFFFDb\uFFFDc');
});

test('no text can leave a string of a style sheet, nor the sheet', () => {
  expect(cssString('a"b\\c\n</style>')).toBe(String.raw`"a\22 b\5c c\a \3c /style\3e "`);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const inside = cssString(text).slice(1, -1);
      expect(inside).not.toMatch(/["'<>\n\r\f]/);
      expect(inside.replaceAll(/\\[0-9a-f]{1,6} /g, '')).not.toContain('\\');
    }),
  );
});
