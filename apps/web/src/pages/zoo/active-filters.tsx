import { Button, CloseButton, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useModelWords } from '../../components/model-words';
import classes from './active-filters.module.css';
import { filtersOf, type SearchState, toggled, withoutFilters } from './search-state';
import type { ChangeSearch } from './use-search-state';

/** The filters that hold, each with the way to take it away. */
export function ActiveFilters({ state, onChange }: { state: SearchState; onChange: ChangeSearch }) {
  const { t } = useTranslation('zoo');
  const words = useModelWords();
  const active = filtersOf(state);
  if (active.length === 0) return null;
  return (
    <Group gap={6} component="ul" className={classes.list} aria-label={t('activeFilters')}>
      {active.map(({ facet, value }) => {
        const word = facet in words ? words[facet as keyof typeof words](value) : value;
        return (
          <li key={`${facet} ${value}`} className={classes.filter}>
            {word}
            <CloseButton
              size="xs"
              aria-label={t('removeFilter', { filter: word })}
              onClick={() => onChange(toggled(state, facet, value))}
            />
          </li>
        );
      })}
      <li>
        <Button variant="subtle" size="compact-xs" onClick={() => onChange(withoutFilters(state))}>
          {t('clearFilters')}
        </Button>
      </li>
    </Group>
  );
}
