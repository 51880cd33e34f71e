import { useTranslation } from 'react-i18next';
import { licenses } from './licenses';

const TASKS = ['image-classification', 'multi-label-image-classification', 'feature-extraction', 'other'] as const;
const FORMATS = ['tfjs-layers', 'keras-hdf5', 'keras-v3', 'keras-weights'] as const;
const SIZES = ['tiny', 'small', 'medium', 'large'] as const;

/** Identifiers of the API in words; those that it does not know are shown as they are. */
export function useModelWords() {
  const { t } = useTranslation('zoo');
  return {
    task: (id: string) => known(TASKS, id, (task) => t(`tasks.${task}`)),
    format: (id: string) => known(FORMATS, id, (format) => t(`formats.${format}`)),
    size: (id: string) => known(SIZES, id, (size) => t(`sizes.${size}`)),
    license: (id: string) => licenses[id] ?? id,
  };
}

function known<Id extends string>(ids: readonly Id[], id: string, word: (id: Id) => string): string {
  const found = ids.find((one) => one === id);
  return found === undefined ? id : word(found);
}
