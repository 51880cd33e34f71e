import { Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { type Dataset, datasetsQuery } from '../../api/datasets';
import { permits } from '../../api/permits';
import type { Me } from '../../api/queries';
import { ProblemAlert } from '../../components/problem-alert';
import { useStay } from '../../components/use-stay';
import { BaseStep } from './base-step';
import { ImagesStep } from './images-step';
import { emptyDraft, proposedName } from './images/image-draft';
import { modelsQuery } from './queries';
import { chosenRecipeQuery } from './recipe/queries';
import { recipeOf, type Settings } from './recipe/settings';
import { RecipeStep } from './recipe-step';
import { StageProgress } from './stage-progress';
import { useAddress } from './use-address';
import { useFineTune } from './use-fine-tune';
import { useImages } from './use-images';

interface Props {
  me: Me;
  /** What the form begins with, where the address says nothing else. */
  initial?: { base: string; dataset: string; settings: Settings };
}

/** Measured best on few images among what every server has; see docs/decisions/005-recipe-defaults.md. */
const USUAL_BASE = 'starter/efficientnet-lite0';
const SAMPLE = 'emoji';

/** A model, images, a recipe: what a run is made of. */
export function FineTuneForm({ me, initial }: Props) {
  const { t } = useTranslation('fineTune');
  const navigate = useNavigate();
  const address = useAddress(initial);
  const usualBase = useUsualBase();
  const base = address.base ?? usualBase;
  const datasets = useOwnDatasets(me);
  const [draft, setDraft] = useState(emptyDraft);
  const [givenName, setGivenName] = useState<string | null>(null);
  const [settings, setSettings] = useState<Settings>(initial?.settings ?? {});
  const [advanced, setAdvanced] = useState(initial !== undefined && Object.keys(initial.settings).length > 0);

  const name = givenName ?? proposedName(draft, new Set(datasets.map((dataset) => dataset.name)));
  const images = useImages({ source: address.source, draft, name, dataset: address.dataset, sample: SAMPLE, datasets });
  const [recipe] = useDebouncedValue(recipeOf(settings), 300);
  const chosen = useQuery(chosenRecipeQuery(base, images.learnt, recipe));

  const fineTune = useFineTune({
    onArrival: address.setArrival,
    onDataset: address.setDataset,
    onRun: (id) => void navigate(`/runs/${id}`),
  });
  useStay(fineTune.stage?.kind === 'packing' || fineTune.stage?.kind === 'sending');
  const { goOn } = fineTune;
  const [arrivalAtFirst] = useState(address.arrival);
  useEffect(() => {
    if (arrivalAtFirst !== null) void goOn(arrivalAtFirst);
  }, [arrivalAtFirst, goOn]);

  const mayTrain = permits(me, 'train');
  const obstacle = !mayTrain
    ? t('obstacle.scope')
    : base === null
      ? t('obstacle.base')
      : (images.obstacle ?? (chosen.isError ? t('obstacle.recipe') : null));
  const existing = datasets.find((dataset) => dataset.name === name);
  return (
    <Stack gap="lg">
      <BaseStep value={base} onChange={address.setBase} />
      <ImagesStep
        source={address.source}
        onSource={address.setSource}
        draft={draft}
        onDraft={setDraft}
        dataset={address.dataset}
        onDataset={address.setDataset}
        name={name}
        onName={setGivenName}
        nameHint={
          existing
            ? t('images.nameTaken', { name: `${me.name}/${name}`, version: existing.versions[0]!.number + 1 })
            : t('images.nameHint')
        }
      />
      <RecipeStep
        base={base}
        settings={settings}
        onSettings={setSettings}
        chosen={chosen.isError ? undefined : chosen.data}
        advanced={advanced}
        onAdvanced={setAdvanced}
        obstacle={obstacle}
        onStart={() => {
          if (base !== null && images.images)
            void fineTune.start({ base, images: images.images, recipe: recipeOf(settings) });
        }}
        isBusy={fineTune.stage !== null}
      >
        {chosen.isError && fineTune.error === null && <ProblemAlert error={chosen.error} />}
        {fineTune.error !== null && <ProblemAlert error={fineTune.error} />}
        {fineTune.stage !== null && <StageProgress stage={fineTune.stage} onCancel={fineTune.cancel} />}
      </RecipeStep>
    </Stack>
  );
}

/** The default base: undefined until it is known, null if the zoo is empty. */
function useUsualBase(): string | null {
  const { data } = useQuery(modelsQuery(''));
  if (!data) return null;
  return (data.items.find(({ ref }) => ref === USUAL_BASE) ?? data.items[0])?.ref ?? null;
}

function useOwnDatasets(me: Me): Dataset[] {
  const { data } = useInfiniteQuery(datasetsQuery);
  return data?.pages.flatMap(({ items }) => items).filter(({ owner }) => owner === me.name) ?? [];
}
