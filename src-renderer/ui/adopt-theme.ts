import { convertCssVariables, defaultCssVariablesResolver, DEFAULT_THEME, mergeMantineTheme } from '@mantine/core';
import { theme } from './theme.ts';

/**
 * Gives the document the theme's CSS variables as a constructed style sheet. Mantine would write
 * them into a `<style>` element, which the content security policy (`style-src 'self'`) refuses;
 * style sheets made by script are no inline styles (W3C CSSOM, constructable style sheets).
 */
export function adoptTheme(): void {
  const variables = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(convertCssVariables(variables, ':root'));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
