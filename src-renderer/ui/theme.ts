import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** Deep green of the national colours, from paper tint to ink. */
const leaf: MantineColorsTuple = [
  '#eef6f2',
  '#d9eae2',
  '#b3d5c5',
  '#86bca4',
  '#5da285',
  '#3d8a6b',
  '#237455',
  '#125c41',
  '#0d4a35',
  '#093727',
];

const font = "'Noto Sans', 'Noto Nastaliq Urdu', sans-serif";

/** Calm, high-contrast, made for arm's length: sizes are in rem, and one rem is 18 px (base.css). */
export const theme = createTheme({
  primaryColor: 'leaf',
  primaryShade: 7,
  colors: { leaf },
  black: '#16211c',
  white: '#ffffff',
  fontFamily: font,
  headings: { fontFamily: font, fontWeight: '600' },
  defaultRadius: 'sm',
  focusRing: 'always',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'md' } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    NativeSelect: { defaultProps: { size: 'md' } },
    NumberInput: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md' } },
    Checkbox: { defaultProps: { size: 'md' } },
    Radio: { defaultProps: { size: 'md' } },
  },
});
