import { useTranslation } from 'react-i18next';
import { count, percent } from '../../format';
import type { PartValue } from './recipe-parts';

/** Names and values of the parts of a recipe in plain words. */
export function useRecipeTexts() {
  const { t, i18n } = useTranslation(['runs', 'fineTune']);

  /** As the form calls it; the path itself where a part is newer than this page. */
  const name = (path: string): string => {
    const key = `recipe.parts.${path}.label`;
    return i18n.exists(key, { ns: 'fineTune' }) ? t(`fineTune:${key}` as 'fineTune:recipe.parts.epochs.label') : path;
  };

  const text = (path: string, value: PartValue): string => {
    if (value === null) return '–';
    const choice = `recipe.parts.${path}.choices.${String(value)}`;
    if (i18n.exists(choice, { ns: 'fineTune' }))
      return t(`fineTune:${choice}` as 'fineTune:recipe.parts.optimizer.choices.adam');
    if (typeof value === 'boolean') return value ? t('recipe.yes') : t('recipe.no');
    if (typeof value === 'number') return count(value);
    if (typeof value === 'string') return value;
    if (value.length === 0) return t('recipe.none');
    if (path === 'split') return value.map((share) => percent(share)).join(' / ');
    return value.map(count).join(path === 'inputSize' ? ' × ' : ', ');
  };

  return { name, text };
}
