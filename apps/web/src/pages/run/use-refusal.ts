import { useTranslation } from 'react-i18next';
import { permits } from '../../api/permits';
import type { Me } from '../../api/queries';

/** Why the person signed in may not train or publish; undefined if they may. */
export function useRefusal(me: Me, scope: 'train' | 'publish'): string | undefined {
  const { t } = useTranslation('runs');
  return permits(me, scope) ? undefined : t(`actions.lacks.${scope}`);
}
