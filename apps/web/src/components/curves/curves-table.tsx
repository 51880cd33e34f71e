import { Table } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../curves.module.css';

interface Column {
  label: string;
  values: readonly (number | null)[];
  format: (value: number) => string;
}

interface Props {
  caption: string;
  columns: readonly Column[];
  best?: number | null;
}

/** The values of the curves as a table, for screen readers and for exact values. */
export function CurvesTable({ caption, columns, best = null }: Props) {
  const { t } = useTranslation('runs');
  const [open, setOpen] = useState(false);
  const length = Math.max(0, ...columns.map(({ values }) => values.length));
  return (
    <details className={classes.details} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t('curves.table')}</summary>
      {open && (
        <Table.ScrollContainer minWidth={420} mah={360} type="native">
          <Table stickyHeader fz="sm" verticalSpacing={4} tabularNums captionSide="top">
            <Table.Caption ta="left" mt={4}>
              {caption}
            </Table.Caption>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('curves.epochHead')}</Table.Th>
                {columns.map(({ label }) => (
                  <Table.Th key={label} scope="col" ta="right">
                    {label}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {Array.from({ length }, (_, index) => (
                <Table.Tr key={index}>
                  <Table.Th scope="row" fw={best === index + 1 ? 700 : 400}>
                    {index + 1}
                    {best === index + 1 && ` · ${t('curves.bestMark')}`}
                  </Table.Th>
                  {columns.map(({ label, values, format }) => (
                    <Table.Td key={label} ta="right">
                      {values[index] === null || values[index] === undefined ? '–' : format(values[index])}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </details>
  );
}
