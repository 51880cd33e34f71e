import { useTranslation } from 'react-i18next';
import { count } from '../../../format';
import type { Accepted } from './schema';

/** A description with what is accepted behind it: `1 to 1,000`. */
export function useRange() {
  const { t } = useTranslation('fineTune');
  return (description: string, { minimum, maximum }: Accepted): string =>
    minimum === undefined || maximum === undefined
      ? description
      : `${description} ${t('recipe.range', { from: count(minimum), to: count(maximum) })}`;
}
