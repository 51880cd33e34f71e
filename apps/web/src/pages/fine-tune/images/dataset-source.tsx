import { Anchor, Badge, Button, Group, Radio, ScrollArea, Skeleton, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Dataset, datasetsQuery, labelsQuery, pathOf, refOf } from '../../../api/datasets';
import { LeftOutFiles } from '../../../components/left-out-files';
import { ProblemAlert } from '../../../components/problem-alert';
import { count } from '../../../format';
import classes from './dataset-source.module.css';

interface Props {
  /** `owner/name@version`; null for none yet. */
  value: string | null;
  onChange: (ref: string) => void;
}

/** Data sets that are there already. */
export function DatasetSource({ value, onChange }: Props) {
  const { t } = useTranslation('fineTune');
  const { data, error, refetch, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(datasetsQuery);
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Skeleton h={120} />;
  const datasets = data.pages.flatMap(({ items }) => items);
  if (datasets.length === 0) return <Text c="dimmed">{t('datasets.none')}</Text>;
  return (
    <Stack gap="md">
      <Radio.Group value={value} onChange={onChange} aria-label={t('datasets.label')}>
        <ScrollArea.Autosize mah={320} type="auto" viewportProps={{ tabIndex: 0 }}>
          <Stack gap={6} p={2}>
            {missing(value, datasets) && <DatasetChoice refText={value!} images={null} labels={[]} />}
            {datasets.map((dataset) => {
              const { number, images, labels } = chosenVersion(dataset, value);
              return (
                <DatasetChoice
                  key={`${dataset.owner}/${dataset.name}`}
                  refText={`${dataset.owner}/${dataset.name}@${number}`}
                  images={images}
                  labels={labels}
                />
              );
            })}
          </Stack>
        </ScrollArea.Autosize>
      </Radio.Group>
      {hasNextPage && (
        <Group>
          <Button size="xs" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('datasets.more')}
          </Button>
        </Group>
      )}
      {value !== null && <Chosen key={value} refText={value} />}
    </Stack>
  );
}

function DatasetChoice({ refText, images, labels }: { refText: string; images: number | null; labels: string[] }) {
  const { t } = useTranslation('fineTune');
  return (
    <Radio.Card value={refText} className={classes.choice} radius="md">
      <Group wrap="nowrap" gap="sm">
        <Radio.Indicator />
        <div style={{ minWidth: 0 }}>
          <Text fw={600} size="sm" truncate>
            {refText}
          </Text>
          {images !== null && (
            <Text size="sm" c="dimmed" truncate>
              {t('images.count', { count: images, formatted: count(images) })} · {labels.join(', ')}
            </Text>
          )}
        </div>
      </Group>
    </Radio.Card>
  );
}

/** The chosen one's classes, and what was left out of it. */
function Chosen({ refText }: { refText: string }) {
  const { t } = useTranslation('fineTune');
  const path = pathOf(refText);
  const labels = useQuery({ ...labelsQuery(path!), enabled: path !== null });
  if (!path) return <Text c="red.9">{t('datasets.noReference', { ref: refText })}</Text>;
  if (labels.isError) return <ProblemAlert error={labels.error} />;
  return (
    <Stack gap="sm">
      <Group gap={6} mih={26}>
        {labels.data?.items.slice(0, BADGES).map(({ label, count: images }) => (
          <Badge key={label} variant="light" size="lg" tt="none" fw={500}>
            {label} · {count(images)}
          </Badge>
        ))}
        {(labels.data?.items.length ?? 0) > BADGES && <Text size="sm">…</Text>}
        <Anchor component={Link} to={`/datasets/${path.owner}/${path.name}`} size="sm">
          {t('datasets.look')}
        </Anchor>
      </Group>
      <LeftOutFiles path={path} />
    </Stack>
  );
}

const BADGES = 24;

/** The version that is chosen of this data set, else its latest. */
function chosenVersion({ owner, name, versions }: Dataset, value: string | null) {
  const chosen = versions.find(({ number }) => refOf({ owner, name, version: String(number) }) === value);
  return chosen ?? versions[0]!;
}

/** The chosen data set if it is not on the first page of the list: from a link, or of another account. */
const missing = (value: string | null, datasets: readonly Dataset[]) =>
  value !== null &&
  !datasets.some((dataset) => `${dataset.owner}/${dataset.name}@${chosenVersion(dataset, value).number}` === value);
