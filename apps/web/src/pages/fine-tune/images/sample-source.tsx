import { Group, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { samplePicturesQuery, sampleQuery } from '../../../api/datasets';
import { ProblemAlert } from '../../../components/problem-alert';
import { Thumbnail } from '../../../components/thumbnail';

/** The sample set: what is in it, with an image of each class. */
export function SampleSource() {
  const { t } = useTranslation('fineTune');
  const sample = useQuery(sampleQuery);
  const pictures = useQuery(samplePicturesQuery);
  if (sample.isError) return <ProblemAlert error={sample.error} onRetry={() => void sample.refetch()} />;
  const shown = new Map(pictures.data?.items.map(({ label, image }) => [label, image]));
  return (
    <Stack gap="md">
      <Text size="sm">
        {sample.data
          ? t('sample.text', { images: sample.data.images, classes: sample.data.labels.length })
          : t('sample.loading')}
      </Text>
      <SimpleGrid cols={{ base: 3, sm: 6 }} spacing="sm">
        {(sample.data?.labels ?? WAITING).map(({ label, count }, i) => (
          <Stack key={label || i} gap={4}>
            <Skeleton visible={!shown.has(label)} style={{ aspectRatio: '1' }}>
              <Thumbnail src={shown.get(label) ?? ''} alt="" />
            </Skeleton>
            <Group justify="space-between" gap={4}>
              <Text size="sm" fw={500}>
                {label || '…'}
              </Text>
              <Text size="sm" c="dimmed">
                {count}
              </Text>
            </Group>
          </Stack>
        ))}
      </SimpleGrid>
      <Text size="xs" c="dimmed">
        {t('sample.credit')}
      </Text>
    </Stack>
  );
}

const WAITING = Array.from({ length: 6 }, () => ({ label: '', count: 0 }));
