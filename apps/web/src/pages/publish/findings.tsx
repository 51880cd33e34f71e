import { Alert, Badge, Group, Paper, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { bytes, count, percent, short } from '../../format';
import classes from './findings.module.css';
import { type Preview, shapeText } from './preview';

/** What was found in the files. */
export function Findings({ preview }: { preview: Preview }) {
  const { t } = useTranslation('publish');
  const { format, architecture, task, inputShape, outputShape, parameters, backboneParameters } = preview;
  const { top, layers, files } = preview;
  const byCount = Object.entries(layers).sort(([, a], [, b]) => b - a);
  return (
    <Paper withBorder p="lg">
      {preview.nonFiniteWeights.length > 0 && (
        <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} title={t('found.nonFinite')} mb="md">
          {preview.nonFiniteWeights.slice(0, 5).join(', ')}
        </Alert>
      )}
      <dl className={classes.facts}>
        <Fact term={t('found.architecture')}>{architecture ?? t('found.ownArchitecture')}</Fact>
        <Fact term={t('found.task')}>{t(`found.tasks.${task}`)}</Fact>
        <Fact term={t('found.input')}>{shapeText(inputShape)}</Fact>
        <Fact term={t('found.output')}>{shapeText(outputShape)}</Fact>
        <Fact term={t('found.parameters')}>
          <span title={count(parameters)}>{short(parameters)}</span>
          {backboneParameters !== null && parameters > 0 && (
            <Text span size="sm" c="dimmed">
              {' '}
              {t('found.belowTop', { share: percent(backboneParameters / parameters, 0) })}
            </Text>
          )}
        </Fact>
        <Fact term={t('found.top')}>{top ? t(`found.tops.${top.kind}`, { layer: top.layer }) : t('found.noTop')}</Fact>
        <Fact term={t('found.format')}>{format}</Fact>
        <Fact term={t('found.files')}>
          {files.slice(0, 3).map(({ name, size }) => (
            <div key={name} className={classes.file}>
              {name}{' '}
              <Text span size="sm" c="dimmed">
                {bytes(size)}
              </Text>
            </div>
          ))}
          {files.length > 3 && t('found.moreFiles', { count: files.length - 3 })}
        </Fact>
      </dl>
      <Stack gap={6} mt="md">
        <Text size="sm" c="dimmed">
          {t('found.layers', { count: byCount.reduce((sum, [, number]) => sum + number, 0) })}
        </Text>
        <Group gap={6}>
          {byCount.map(([className, number]) => (
            <Badge key={className} variant="default" tt="none" fw={500}>
              {className} × {number}
            </Badge>
          ))}
        </Group>
      </Stack>
    </Paper>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
