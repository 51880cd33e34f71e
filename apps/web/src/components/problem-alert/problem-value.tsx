import { Anchor, Code } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';

/** Values of a longer list are shown when they are asked for. */
const LISTED = 8;

/** What a problem names in the input: a word, a structure, or a list, of which a long one is folded. */
export function ProblemValue({ value }: { value: unknown }) {
  const { t } = useTranslation();
  const [isOpen, { toggle }] = useDisclosure();
  if (!Array.isArray(value) || value.length <= LISTED) return <Code>{printed(value)}</Code>;
  return (
    <>
      <Code>{printed(isOpen ? value : value.slice(0, LISTED))}</Code>{' '}
      <Anchor
        component="button"
        type="button"
        inherit
        c="inherit"
        underline="always"
        aria-expanded={isOpen}
        onClick={toggle}
      >
        {isOpen ? t('problem.fewer') : t('problem.more', { count: value.length - LISTED })}
      </Anchor>
    </>
  );
}

function printed(value: unknown): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.map(printed).join(', ') : JSON.stringify(value);
}
