import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ServerSentence } from '../../components/server-sentence';
import { recipeParts } from '../runs/recipe-parts';
import { useRecipeTexts } from '../runs/use-recipe-texts';
import type { Run } from './run-state';

/** The recipe as it was used, and why each part is as it is. */
export function RunRecipe({ run }: { run: Run }) {
  const { t } = useTranslation('runs');
  const { name, text } = useRecipeTexts();
  return (
    <Table.ScrollContainer minWidth={480} type="native" tabIndex={0} role="group" aria-label={t('tabs.recipe')}>
      <Table aria-label={t('tabs.recipe')} fz="sm" verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" w="24%">
              {t('recipe.part')}
            </Table.Th>
            <Table.Th scope="col" w="20%">
              {t('recipe.value')}
            </Table.Th>
            <Table.Th scope="col">{t('recipe.why')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {recipeParts(run.recipe).map(({ path, value }) => (
            <Table.Tr key={path}>
              <Table.Th scope="row" fw={500}>
                {name(path)}
              </Table.Th>
              <Table.Td fw={600}>{text(path, value)}</Table.Td>
              <Table.Td>
                {run.reasons[path] ? (
                  <ServerSentence text={run.reasons[path]} />
                ) : (
                  <Text span size="sm" c="dimmed">
                    {t('recipe.chosen')}
                  </Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
          {run.engine && (
            <Table.Tr>
              <Table.Th scope="row" fw={500}>
                {t('recipe.engine')}
              </Table.Th>
              <Table.Td fw={600}>{run.engine.training}</Table.Td>
              <Table.Td lang="en">{run.engine.why}</Table.Td>
            </Table.Tr>
          )}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
