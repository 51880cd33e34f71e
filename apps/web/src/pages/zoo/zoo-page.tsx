import { Badge, Button, Drawer, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFilter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../components/page';
import { Facets } from './facets';
import { facetCounts, numbersFound, useCatalogue, useModels } from './queries';
import { Results } from './results';
import { SearchBar } from './search-bar';
import { filtersOf } from './search-state';
import { useSearchState } from './use-search-state';
import classes from './zoo-page.module.css';

/** All models that the user may see, and models on the public web that can be imported. */
export default function ZooPage() {
  const { t } = useTranslation('zoo');
  const [state, change] = useSearchState();
  const models = useModels(state);
  const catalogue = useCatalogue(state);
  const [opened, drawer] = useDisclosure();
  const active = filtersOf(state).length;
  const facets = <Facets counts={facetCounts(state, models, catalogue)} state={state} onChange={change} />;
  return (
    <Page title={t('title')} lead={t('lead')}>
      <div className={classes.columns}>
        <aside className={classes.side} aria-label={t('filters')}>
          {facets}
        </aside>
        <section aria-label={t('models')} className={classes.main}>
          <SearchBar state={state} onChange={change}>
            <Button
              variant="default"
              onClick={drawer.open}
              hiddenFrom="md"
              leftSection={<IconFilter size={16} aria-hidden />}
              rightSection={
                active > 0 && (
                  <Badge size="sm" circle>
                    {active}
                  </Badge>
                )
              }
            >
              {t('filters')}
            </Button>
          </SearchBar>
          <Results state={state} onChange={change} models={models} catalogue={catalogue} />
        </section>
      </div>
      <Drawer opened={opened} onClose={drawer.close} title={t('filters')} size="sm" hiddenFrom="md">
        {facets}
        <Group mt="xl" className={classes.done}>
          <Button fullWidth onClick={drawer.close}>
            {t('showResults', { count: numbersFound(models, catalogue)[state.place] ?? 0 })}
          </Button>
        </Group>
      </Drawer>
    </Page>
  );
}
