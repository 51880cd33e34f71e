import { SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../../components/problem-alert';
import classes from './advanced.module.css';
import { PartField } from './part-field';
import { acceptedIn, schemaQuery } from './schema';
import { type Group, GROUPS, type Part, type Recipe, type Settings, valueIn, withSetting } from './settings';

interface Props {
  base: string | null;
  settings: Settings;
  onChange: (settings: Settings) => void;
  /** As a run would have it now, and why; undefined while that is not known. */
  chosen: { recipe: Recipe; reasons: Readonly<Record<string, string>> } | undefined;
}

/** Every part of the recipe: what is chosen and why, and a field to set it otherwise. */
export function Advanced({ base, settings, onChange, chosen }: Props) {
  const { t } = useTranslation('fineTune');
  const schema = useQuery(schemaQuery);
  if (schema.isError) return <ProblemAlert error={schema.error} onRetry={() => void schema.refetch()} />;
  if (!schema.data) return <Skeleton h={400} />;
  const parts = (group: Group): Part[] =>
    // A choice of one is none.
    GROUPS[group].filter((part) => acceptedIn(schema.data, part).enum?.length !== 1);
  return (
    <Stack gap="xl" className={classes.advanced}>
      <Text size="sm" c="dimmed">
        {t('recipe.advancedHint')}
      </Text>
      {(Object.keys(GROUPS) as Group[]).map((group) => (
        <section key={group} aria-labelledby={`recipe-${group}`}>
          <Title order={3} size="h5" id={`recipe-${group}`} mb="sm">
            {t(`recipe.groups.${group}`)}
          </Title>
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl" verticalSpacing="lg">
            {parts(group).map((part) => (
              <PartField
                key={part}
                part={part}
                base={base}
                schema={schema.data}
                value={settings[part]}
                onChange={(value) => onChange(withSetting(settings, part, value))}
                chosen={valueIn(chosen?.recipe, part)}
                reason={chosen?.reasons[part]}
              />
            ))}
          </SimpleGrid>
        </section>
      ))}
    </Stack>
  );
}
