import { Alert, List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { readable } from '../../../components/readable';

interface Props {
  names: readonly string[];
  onClose: () => void;
}

const LISTED = 5;

/** Files that came along and are no images; nothing if there are none. */
export function IgnoredFiles({ names, onClose }: Props) {
  const { t } = useTranslation('fineTune');
  if (names.length === 0) return null;
  return (
    <Alert
      color="orange"
      styles={readable}
      variant="light"
      title={t('images.ignored', { count: names.length })}
      withCloseButton
      closeButtonLabel={t('images.dismiss')}
      onClose={onClose}
    >
      <List size="sm">
        {names.slice(0, LISTED).map((name, i) => (
          <List.Item key={i}>{name}</List.Item>
        ))}
      </List>
      {names.length > LISTED && <Text size="sm">{t('images.andMore', { count: names.length - LISTED })}</Text>}
    </Alert>
  );
}
