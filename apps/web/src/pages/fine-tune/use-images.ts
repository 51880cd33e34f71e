import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Dataset, sampleQuery } from '../../api/datasets';
import type { Source } from './images-step';
import { type Draft, type Obstacle, obstacleOf } from './images/image-draft';
import type { Learnt } from './recipe/queries';
import type { Images } from './use-fine-tune';

interface Choice {
  source: Source;
  draft: Draft;
  /** Of the data set that the draft becomes. */
  name: string;
  /** `owner/name@version` */
  dataset: string | null;
  /** Name of the data set that the sample set becomes. */
  sample: string;
  /** The reader's own. */
  datasets: readonly Dataset[];
}

const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** What a run would learn from, as things are chosen now, or why it could not. */
export function useImages({ source, draft, name, dataset, sample, datasets }: Choice): {
  images: Images | null;
  /** For the recipe; null if it is not known yet. */
  learnt: Learnt | null;
  obstacle: string | null;
} {
  const { t } = useTranslation('fineTune');
  const { data: sampleSet } = useQuery({ ...sampleQuery, enabled: source === 'sample' });
  if (source === 'dataset')
    return dataset === null
      ? { images: null, learnt: null, obstacle: t('obstacle.dataset') }
      : { images: { kind: 'dataset', ref: dataset }, learnt: { dataset }, obstacle: null };
  if (source === 'sample') {
    const taken = datasets.find((each) => each.name === sample && sameLabels(each, sampleSet?.labels));
    if (taken) {
      const ref = `${taken.owner}/${taken.name}@${taken.versions[0]!.number}`;
      return { images: { kind: 'dataset', ref }, learnt: { dataset: ref }, obstacle: null };
    }
    return {
      images: { kind: 'sample', name: sample },
      learnt: sampleSet ? { images: sampleSet.labels.map(({ count }) => count) } : null,
      obstacle: null,
    };
  }
  const obstacle = obstacleOf(draft);
  if (obstacle) return { images: null, learnt: null, obstacle: words(obstacle) };
  return {
    images: { kind: 'draft', draft, name },
    learnt: draft.zip ? null : { images: draft.classes.map(({ images }) => images.length) },
    obstacle: NAME.test(name) ? null : t('obstacle.name'),
  };

  function words(obstacle: Obstacle): string {
    switch (obstacle.kind) {
      case 'sameName':
        return t('obstacle.sameName', obstacle);
      case 'fewImages':
        return t('obstacle.fewImages', { ...obstacle, count: obstacle.images });
      default:
        return t(`obstacle.${obstacle.kind}`);
    }
  }
}

/** Whether a data set is the sample set, taken before. */
const sameLabels = ({ versions }: Dataset, labels: readonly { label: string }[] | undefined) =>
  versions[0]!.labels.join() === labels?.map(({ label }) => label).join();
