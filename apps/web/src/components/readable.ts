/** Styles of an orange alert, whose title in orange on light orange has too little contrast for AA. */
export const readable = { title: { color: 'var(--mantine-color-text)' } };
