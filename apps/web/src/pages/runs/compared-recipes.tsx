import { Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Run } from '../run/run-state';
import { letterOf } from './compared';
import classes from './compared-recipes.module.css';
import { compareRecipes, type PartRow } from './recipe-parts';
import { useRecipeTexts } from './use-recipe-texts';

/** Where the recipes differ; the rest on demand. */
export function ComparedRecipes({ runs }: { runs: readonly Run[] }) {
  const { t } = useTranslation('runs');
  const rows = compareRecipes(runs.map(({ recipe }) => recipe));
  const differing = rows.filter(({ differs }) => differs);
  const same = rows.filter(({ differs }) => !differs);
  return (
    <>
      <Title order={2} size="h4" mb="xs">
        {t('compare.differences')}
      </Title>
      {differing.length > 0 ? (
        <PartsTable rows={differing} runs={runs} caption={t('compare.differences')} />
      ) : (
        <Text>{t('compare.noDifferences')}</Text>
      )}
      {same.length > 0 && (
        <details className={classes.same}>
          <summary>{t('compare.sameParts', { count: same.length })}</summary>
          <PartsTable rows={same} runs={runs} caption={t('compare.same')} />
        </details>
      )}
    </>
  );
}

function PartsTable({ rows, runs, caption }: { rows: PartRow[]; runs: readonly Run[]; caption: string }) {
  const { t } = useTranslation('runs');
  const { name, text } = useRecipeTexts();
  return (
    <Table.ScrollContainer
      minWidth={120 + 100 * runs.length}
      type="native"
      tabIndex={0}
      role="group"
      aria-label={caption}
    >
      <Table aria-label={caption} fz="sm" tabularNums verticalSpacing={8}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('recipe.part')}</Table.Th>
            {runs.map(({ id }, index) => (
              <Table.Th key={id} scope="col">
                {t('list.run')} {letterOf(index)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ path, values }) => (
            <Table.Tr key={path}>
              <Table.Th scope="row" fw={500}>
                {name(path)}
              </Table.Th>
              {values.map((value, index) => (
                <Table.Td key={runs[index]!.id}>{text(path, value)}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
