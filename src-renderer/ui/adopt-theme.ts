import { convertCssVariables, defaultCssVariablesResolver, DEFAULT_THEME, mergeMantineTheme } from '@mantine/core';
import { theme } from './theme.ts';

/** Nothing that is read is smaller than 14 px or fainter than 4.5 : 1 on paper (WCAG 2.2, 1.4.3). */
const ours = {
  '--mantine-font-size-xs': '0.8rem',
  '--mantine-font-size-sm': '0.9rem',
  '--mantine-font-size-md': '1rem',
  '--mantine-font-size-lg': '1.125rem',
};

const ourColours = {
  '--mantine-color-dimmed': 'var(--ink-soft)',
  '--mantine-color-placeholder': 'var(--ink-soft)',
  '--mantine-color-error': 'var(--red)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-disabled': '#e3e1d8',
  '--mantine-color-disabled-color': '#5f6762',
};

/**
 * Gives the document the theme's CSS variables as a constructed style sheet. Mantine would write
 * them into a `<style>` element, which the content security policy (`style-src 'self'`) refuses;
 * style sheets made by script are no inline styles (W3C CSSOM, constructable style sheets).
 */
export function adoptTheme(): void {
  const { variables, light, dark } = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    convertCssVariables({ variables: { ...variables, ...ours }, light: { ...light, ...ourColours }, dark }, ':root'),
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
