import { createTheme, type CSSVariablesResolver, Drawer, type MantineColorsTuple, Modal } from '@mantine/core';

/** Leaf green; shade 8 on white and white on shade 8 have a contrast of over 5 : 1 (AA needs 4.5). */
const leaf: MantineColorsTuple = [
  '#ebf7f0',
  '#d8ece1',
  '#b0d8c3',
  '#85c4a3',
  '#62b388',
  '#4ca977',
  '#3fa36d',
  '#308f5c',
  '#217a4d',
  '#0f6a40',
];

/** The page has one header already; that of a dialog is none to those who read by ear. */
const NO_BANNER = { header: { role: 'presentation' } };

export const theme = createTheme({
  primaryColor: 'leaf',
  colors: { leaf },
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", monospace',
  headings: { fontWeight: '650' },
  components: {
    Modal: Modal.extend({ defaultProps: { attributes: NO_BANNER } }),
    Drawer: Drawer.extend({ defaultProps: { attributes: NO_BANNER } }),
  },
});

/** Mantine's dimmed text, its words on what went wrong and yellow titles have too little contrast for AA. */
export const cssVariables: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': colors.gray[7],
    '--mantine-color-error': colors.red[9],
    '--mantine-color-yellow-light-color': 'var(--mantine-color-text)',
  },
  dark: {
    '--mantine-color-dimmed': colors.dark[1],
    '--mantine-color-error': colors.red[4],
    '--mantine-color-red-light-color': colors.red[3],
  },
});
