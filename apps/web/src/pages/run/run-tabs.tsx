import { Paper, Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { LiveRun } from './queries';
import { RunLog } from './run-log';
import { RunRecipe } from './run-recipe';
import { RunResult } from './run-result';

const TABS = ['result', 'recipe', 'log'] as const;
type Tab = (typeof TABS)[number];

/** What came of it, by which recipe, and what happened when. The one that is open stands in the address. */
export function RunTabs({ live: { run, state, status } }: { live: LiveRun }) {
  const { t } = useTranslation('runs');
  const [query, setQuery] = useSearchParams();
  const asked = query.get('tab') as Tab;
  const open = TABS.includes(asked) ? asked : 'result';
  return (
    <Paper withBorder p="md">
      <Tabs
        value={open}
        onChange={(tab) => setQuery(tab === 'result' ? {} : { tab: tab! }, { replace: true, preventScrollReset: true })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {TABS.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(`tabs.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="result" mih={320}>
          <RunResult run={run} status={status} />
        </Tabs.Panel>
        <Tabs.Panel value="recipe" mih={320}>
          <RunRecipe run={run} />
        </Tabs.Panel>
        <Tabs.Panel value="log" mih={320}>
          <RunLog task={run.task} log={state.log} />
        </Tabs.Panel>
      </Tabs>
    </Paper>
  );
}
