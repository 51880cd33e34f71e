import { Box, Button, Center, SegmentedControl, Text } from '@mantine/core';
import { useInViewport } from '@mantine/hooks';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../components/problem-alert';
import { count } from '../../format';
import { ActiveFilters } from './active-filters';
import { CatalogueCard } from './catalogue-card';
import { ModelCard, ModelCardSkeleton } from './model-card';
import { NothingFound } from './nothing-found';
import { numbersFound, type useCatalogue, type useModels } from './queries';
import classes from './results.module.css';
import { PLACES, type SearchState } from './search-state';
import type { ChangeSearch } from './use-search-state';

interface Props {
  state: SearchState;
  onChange: ChangeSearch;
  models: ReturnType<typeof useModels>;
  catalogue: ReturnType<typeof useCatalogue>;
}

/** What was found: the zoo's own models first, then those that can be imported. */
export function Results({ state, onChange, models, catalogue }: Props) {
  const { t } = useTranslation('zoo');
  const found = models.data?.pages.flatMap(({ items }) => items);
  const entries = catalogue.entries;
  const showsModels = state.place !== 'catalogue';
  const showsEntries = state.place !== 'zoo' && (state.place === 'catalogue' || !models.hasNextPage);
  const numbers = numbersFound(models, catalogue);
  const error = (showsModels && models.error) || (showsEntries && catalogue.error);
  const isEmpty = numbers[state.place] === 0;
  return (
    <>
      <div className={classes.head}>
        <SegmentedControl
          aria-label={t('place')}
          size="xs"
          value={state.place}
          onChange={(place) => onChange({ ...state, place })}
          data={PLACES.map((place) => ({ value: place, label: placeLabel(t(`places.${place}`), numbers[place]) }))}
        />
        <ActiveFilters state={state} onChange={onChange} />
        <Text className={classes.said} role="status">
          {numbers[state.place] !== undefined && t('found', { count: numbers[state.place] })}
        </Text>
      </div>
      {error && (
        <Box mb="md">
          <ProblemAlert error={error} onRetry={() => void Promise.all([models.refetch(), catalogue.refetch()])} />
        </Box>
      )}
      {isEmpty && !error && <NothingFound state={state} onChange={onChange} />}
      <ul className={classes.cards} data-stale={models.isPlaceholderData || undefined}>
        {showsModels && found?.map((model) => <Item key={model.ref}>{<ModelCard model={model} />}</Item>)}
        {showsModels && models.isPending && SKELETONS.map((key) => <Item key={key}>{<ModelCardSkeleton />}</Item>)}
        {showsEntries &&
          !models.isPending &&
          entries?.map((entry) => <Item key={entry.url}>{<CatalogueCard entry={entry} />}</Item>)}
      </ul>
      {showsModels && models.hasNextPage && <More models={models} />}
    </>
  );
}

const SKELETONS = [1, 2, 3, 4, 5, 6];

const Item = ({ children }: { children: ReactNode }) => <li className={classes.item}>{children}</li>;

const placeLabel = (word: string, number: number | undefined) =>
  number === undefined ? word : `${word} · ${count(number)}`;

/** Fetches the next page when it comes near, or when asked to. */
function More({ models: { fetchNextPage, isFetching } }: { models: ReturnType<typeof useModels> }) {
  const { t } = useTranslation();
  const { ref, inViewport } = useInViewport();
  useEffect(() => {
    if (inViewport && !isFetching) void fetchNextPage();
  }, [inViewport, isFetching, fetchNextPage]);
  return (
    <Center ref={ref} mt="lg">
      <Button variant="default" loading={isFetching} onClick={() => void fetchNextPage()}>
        {t('more')}
      </Button>
    </Center>
  );
}
