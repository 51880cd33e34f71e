import { Button, Group } from '@mantine/core';
import { IconSeeding, IconZoomQuestion } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '../../components/empty-state';
import { filtersOf, type SearchState, withoutFilters } from './search-state';
import type { ChangeSearch } from './use-search-state';

/** Says what keeps everything away, and offers to take it away. */
export function NothingFound({ state, onChange }: { state: SearchState; onChange: ChangeSearch }) {
  const { t } = useTranslation('zoo');
  const filtered = filtersOf(state).length > 0;
  const elsewhere = state.place !== 'all';
  if (!filtered && state.query === '' && !elsewhere)
    return (
      <EmptyState icon={<IconSeeding />} title={t('empty.title')} text={t('empty.text')}>
        <Button component={Link} to="/publish" mt="md">
          {t('empty.publish')}
        </Button>
      </EmptyState>
    );
  return (
    <EmptyState
      icon={<IconZoomQuestion />}
      title={state.query === '' ? t('nothing.title') : t('nothing.titleFor', { query: state.query })}
      text={t('nothing.text')}
    >
      <Group mt="md" gap="xs" justify="center">
        {filtered && (
          <Button variant="default" onClick={() => onChange(withoutFilters(state))}>
            {t('clearFilters')}
          </Button>
        )}
        {state.query !== '' && (
          <Button variant="default" onClick={() => onChange({ ...state, query: '' })}>
            {t('clearSearch')}
          </Button>
        )}
        {elsewhere && (
          <Button variant="default" onClick={() => onChange({ ...state, place: 'all' })}>
            {t('searchEverywhere')}
          </Button>
        )}
      </Group>
    </EmptyState>
  );
}
