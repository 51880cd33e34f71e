import { Anchor, Paper, Table, Text, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Dataset } from '../../api/datasets';
import { ago, bytes, count, moment } from '../../format';
import { Cover } from './cover';
import { DatasetActions } from './dataset-actions';
import classes from './dataset-table.module.css';
import { DeleteDataset } from './delete-dataset';

/** Data sets, a row each. */
export function DatasetTable({ datasets }: { datasets: readonly Dataset[] }) {
  const { t } = useTranslation('datasets');
  const [deleting, setDeleting] = useState<Dataset | null>(null);
  return (
    <>
      <Paper withBorder>
        <Table className={classes.table} verticalSpacing="sm" highlightOnHover tabularNums>
          <Table.Caption>
            <VisuallyHidden>{t('table')}</VisuallyHidden>
          </Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th visibleFrom="xs">
                <VisuallyHidden>{t('column.picture')}</VisuallyHidden>
              </Table.Th>
              <Table.Th>{t('column.name')}</Table.Th>
              <Table.Th visibleFrom="sm" ta="end">
                {t('column.images')}
              </Table.Th>
              <Table.Th visibleFrom="sm" ta="end">
                {t('column.size')}
              </Table.Th>
              <Table.Th visibleFrom="sm" ta="end">
                {t('column.version')}
              </Table.Th>
              <Table.Th visibleFrom="md">{t('column.seen')}</Table.Th>
              <Table.Th visibleFrom="md">{t('column.changed')}</Table.Th>
              <Table.Th>
                <VisuallyHidden>{t('column.actions')}</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {datasets.map((dataset) => {
              const { owner, name, visibility, versions } = dataset;
              const { number, images, labels, bytes: size, createdAt } = versions[0]!;
              return (
                <Table.Tr key={`${owner}/${name}`}>
                  <Table.Td w={72} visibleFrom="xs">
                    <Cover path={{ owner, name, version: String(number) }} />
                  </Table.Td>
                  <Table.Td>
                    <Anchor component={Link} to={`/datasets/${owner}/${name}`} fw={600}>
                      {owner}/{name}
                    </Anchor>
                    <Text size="sm" c="dimmed" lineClamp={1}>
                      {t('classes', { count: labels.length })}: {labels.join(', ')}
                    </Text>
                    <Text size="sm" c="dimmed" hiddenFrom="sm">
                      {t('images', { count: images, formatted: count(images) })}, {bytes(size)}
                    </Text>
                  </Table.Td>
                  <Table.Td visibleFrom="sm" ta="end">
                    {count(images)}
                  </Table.Td>
                  <Table.Td visibleFrom="sm" ta="end">
                    {bytes(size)}
                  </Table.Td>
                  <Table.Td visibleFrom="sm" ta="end">
                    {number}
                  </Table.Td>
                  <Table.Td visibleFrom="md">{t(`seen.${visibility}`)}</Table.Td>
                  <Table.Td visibleFrom="md">
                    <time dateTime={createdAt} title={moment(createdAt)}>
                      {ago(createdAt)}
                    </time>
                  </Table.Td>
                  <Table.Td ta="end">
                    <DatasetActions dataset={dataset} onDelete={() => setDeleting(dataset)} />
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Paper>
      {deleting && <DeleteDataset dataset={deleting} opened onClose={() => setDeleting(null)} />}
    </>
  );
}
