import { Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Resource } from '#graft/api';
import type { Me } from '../../api/queries';
import { asName, NAME } from './model-name';

interface Props {
  me: Me;
  owner: string;
  name: string;
  onChange: (owner: string, name: string) => void;
  /** The model that has the name already. */
  before: Resource<'ModelDetailResponse'> | null;
  tried: boolean;
}

/** `owner/name`, and whether this is a new model or a further version of one. */
export function NameFields({ me, owner, name, onChange, before, tried }: Props) {
  const { t } = useTranslation('publish');
  const isNamed = NAME.test(owner) && NAME.test(name);
  return (
    <Stack gap={6}>
      <Group gap="xs" align="start" wrap="nowrap">
        <Select
          label={t('form.namespace')}
          data={me.namespaces}
          value={owner || null}
          onChange={(value) => value !== null && onChange(value, name)}
          error={tried && !NAME.test(owner) && t('form.namespaceMissing')}
          allowDeselect={false}
          required
          w={{ base: 120, sm: 180 }}
        />
        <Text aria-hidden mt={31} c="dimmed">
          /
        </Text>
        <TextInput
          label={t('form.name')}
          value={name}
          onChange={(event) => onChange(owner, asName(event.currentTarget.value))}
          error={tried && !NAME.test(name) && t('form.nameMissing')}
          placeholder={t('form.namePlaceholder')}
          autoComplete="off"
          spellCheck={false}
          required
          flex={1}
        />
      </Group>
      <Text size="sm" c="dimmed" role="status" mih={22}>
        {isNamed && t(before ? 'form.furtherVersion' : 'form.newModel', { name: `${owner}/${name}` })}
      </Text>
    </Stack>
  );
}
