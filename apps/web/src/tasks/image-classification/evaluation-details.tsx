import { SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { EvaluationProps } from '../task-views';
import { ClassScores } from './class-scores';
import { ConfusionMatrix } from './confusion-matrix';
import { MostConfused } from './most-confused';
import { MostWrong } from './most-wrong';

/** With more classes than this, the matrix is unreadable, and the most frequent confusions are listed instead. */
const MATRIX_CLASSES = 25;
/** So many fit into half of a wide window. */
const BESIDE_CLASSES = 8;

export function EvaluationDetails({ evaluation, dataset, order = 3 }: EvaluationProps) {
  const { t } = useTranslation('runs');
  const { classes, mostWrong } = evaluation;
  return (
    <Stack gap="xl">
      <SimpleGrid cols={{ base: 1, md: classes.length <= BESIDE_CLASSES ? 2 : 1 }} spacing="xl">
        <Part order={order} title={t('evaluation.classes')} lead={t('evaluation.classesLead')}>
          <ClassScores classes={classes} />
        </Part>
        <Part order={order} title={t('evaluation.confusion')} lead={t('evaluation.confusionLead')}>
          {classes.length <= MATRIX_CLASSES ? (
            <ConfusionMatrix evaluation={evaluation} />
          ) : (
            <MostConfused evaluation={evaluation} />
          )}
        </Part>
      </SimpleGrid>
      {mostWrong.length > 0 && (
        <Part order={order} title={t('evaluation.mostWrong')} lead={t('evaluation.mostWrongLead')}>
          <MostWrong answers={mostWrong} dataset={dataset} />
        </Part>
      )}
    </Stack>
  );
}

interface PartProps {
  order: 2 | 3;
  title: string;
  lead: string;
  children: ReactNode;
}

function Part({ order, title, lead, children }: PartProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Title order={order} size="h4" id={id}>
        {title}
      </Title>
      <Text size="sm" c="dimmed" mb="sm" maw="65ch">
        {lead}
      </Text>
      {children}
    </section>
  );
}
