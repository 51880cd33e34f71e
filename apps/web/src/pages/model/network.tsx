import { SegmentedControl, Skeleton, Stack, Text, Title } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NetworkPicture } from '../../components/network-picture';
import { ProblemAlert } from '../../components/problem-alert';
import { count, short } from '../../format';
import { LayerTable } from './layer-table';
import classes from './network.module.css';
import { PreprocessingFacts } from './preprocessing-facts';
import { type ModelName, useLayers, type Version } from './queries';

const NetworkGraph = lazy(() => import('./network-graph'));

/** How the network is made: in outline, layer by layer, and as a graph; and how pictures become its input. */
export default function Network({ path, version }: { path: ModelName; version: Version }) {
  const { t } = useTranslation('model');
  const [view, setView] = useState<'table' | 'graph'>('table');
  const { data, error, refetch } = useLayers(path, version.number);
  const { network, preprocessing, top, cut } = version;
  const boundaries = { top: top && top.layer, cut };
  return (
    <Stack gap="xl">
      <div className={classes.head}>
        {network.outline && (
          <figure className={classes.figure}>
            <div className={classes.picture}>
              <NetworkPicture outline={network.outline} />
            </div>
            <Text component="figcaption" size="xs" c="dimmed" mt={6}>
              {t('network.outline', {
                stages: network.outline
                  .map(([extent, channels]) => (extent === 1 ? channels : `${extent}² × ${channels}`))
                  .join(' → '),
              })}
            </Text>
          </figure>
        )}
        <section aria-labelledby="preprocessing" className={classes.preprocessing}>
          <Title order={2} size="h4" id="preprocessing" mb="xs">
            {t('preprocessing.title')}
          </Title>
          <PreprocessingFacts preprocessing={preprocessing} />
        </section>
      </div>
      <section aria-labelledby="layers">
        <div className={classes.bar}>
          <div>
            <Title order={2} size="h4" id="layers">
              {t('network.layers', { count: network.layers })}
            </Title>
            <Text size="sm" c="dimmed" title={count(network.parameters)}>
              {network.backboneParameters === null
                ? t('network.parameters', { parameters: short(network.parameters) })
                : t('network.parametersSplit', {
                    parameters: short(network.parameters),
                    backbone: short(network.backboneParameters),
                  })}
            </Text>
          </div>
          <SegmentedControl
            aria-label={t('network.view')}
            value={view}
            onChange={setView}
            data={[
              { value: 'table', label: t('network.table') },
              { value: 'graph', label: t('network.graph') },
            ]}
          />
        </div>
        {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton h={560} />}
        {data && view === 'table' && <LayerTable layers={data.layers} {...boundaries} />}
        {data && view === 'graph' && (
          <Suspense fallback={<Skeleton h={560} />}>
            <NetworkGraph layers={data.layers} {...boundaries} />
          </Suspense>
        )}
      </section>
    </Stack>
  );
}
