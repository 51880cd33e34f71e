import { ScrollArea, Tabs } from '@mantine/core';
import { IconBinaryTree2, IconChartBar, IconCode, IconFileText, IconHistory } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Resource } from '#graft/api';
import { History } from './history';
import { type ModelState, type Tab, TABS } from './model-state';
import { Overview } from './overview';
import type { Model, ModelName, Version } from './queries';
import { UseIt } from './use-it';
import type { ChangeModelState } from './use-model-state';

const Network = lazy(() => import('./network'));
const VersionEvaluation = lazy(() => import('./version-evaluation'));

const ICONS = {
  overview: IconFileText,
  use: IconCode,
  network: IconBinaryTree2,
  evaluation: IconChartBar,
  history: IconHistory,
};

interface Props {
  path: ModelName;
  model: Model;
  version: Version;
  versions: Resource<'VersionSummaryResponse'>[];
  state: ModelState;
  onChange: ChangeModelState;
}

export function ModelTabs({ state, onChange, ...shown }: Props) {
  const { t } = useTranslation('model');
  const { path, version } = shown;
  const tabs = TABS.filter((tab) => tab !== 'evaluation' || version.evaluated);
  const tab = tabs.includes(state.tab) ? state.tab : 'overview';
  return (
    <Tabs value={tab} onChange={(next) => onChange({ tab: next as Tab })} keepMounted={false} key={version.number}>
      <ScrollArea type="never" mb="lg">
        <Tabs.List style={{ flexWrap: 'nowrap' }}>
          {tabs.map((name) => {
            const Icon = ICONS[name];
            return (
              <Tabs.Tab key={name} value={name} leftSection={<Icon size={16} aria-hidden />}>
                {t(`tabs.${name}`)}
              </Tabs.Tab>
            );
          })}
        </Tabs.List>
      </ScrollArea>
      <Suspense>
        <Tabs.Panel value="overview">
          <Overview {...shown} />
        </Tabs.Panel>
        <Tabs.Panel value="use">
          <UseIt {...shown} withoutTop={state.withoutTop} onTop={(withoutTop) => onChange({ withoutTop })} />
        </Tabs.Panel>
        <Tabs.Panel value="network">
          <Network {...shown} />
        </Tabs.Panel>
        <Tabs.Panel value="evaluation">
          <VersionEvaluation path={path} number={version.number} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <History {...shown} onVersion={(number) => onChange({ version: String(number) })} />
        </Tabs.Panel>
      </Suspense>
    </Tabs>
  );
}
