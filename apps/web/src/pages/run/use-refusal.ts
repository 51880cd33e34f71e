import { useTranslation } from 'react-i18next';
import type { Me } from '../../api/queries';

/** Why somebody may not train or publish; undefined where they may. */
export function useRefusal(me: Me, scope: 'train' | 'publish'): string | undefined {
  const { t } = useTranslation('runs');
  return me.scopes.includes(scope) || me.scopes.includes('admin') ? undefined : t(`actions.lacks.${scope}`);
}
