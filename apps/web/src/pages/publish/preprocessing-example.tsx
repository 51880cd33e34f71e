import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { type Facts, preprocessingIn, settingsFit } from './facts';
import classes from './preprocessing-example.module.css';

const SETTLED_MS = 300;

/** An image before and after the preprocessing that is chosen. */
export function PreprocessingExample({ id, facts }: { id: string; facts: Facts }) {
  const { t } = useTranslation('publish');
  const [settled] = useDebouncedValue(facts, SETTLED_MS);
  if (settled.preprocessing === null || (settled.preprocessing === 'custom' && !settingsFit(settled.custom)))
    return null;
  const given = preprocessingIn(settled);
  const query = given === undefined ? '' : `?preprocessing=${encodeURIComponent(textOf(given))}`;
  return (
    <figure className={classes.example}>
      <img src={`/api/v1/imports/${id}/example.png${query}`} alt={t('facts.exampleAlt')} />
      <Text component="figcaption" size="xs" c="dimmed">
        {t('facts.example')}
      </Text>
    </figure>
  );
}

const textOf = (given: string | object) => (typeof given === 'string' ? given : JSON.stringify(given));
