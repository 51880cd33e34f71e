import { Badge, Group, NativeSelect, Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Resource } from '#graft/api';
import classes from './model-lead.module.css';
import type { Model, ModelName, Version } from './queries';

interface Props {
  path: ModelName;
  model: Model;
  version: Version;
  versions: Resource<'VersionSummaryResponse'>[];
  onVersion: (number: number) => void;
}

/** Its name, who may see it, and which version is shown. */
export function ModelLead({ path: { owner, name }, model, version, versions, onVersion }: Props) {
  const { t } = useTranslation('model');
  const named = versions.some(({ number }) => number === version.number) ? versions : [version, ...versions];
  return (
    <Group component="span" gap="sm" className={classes.lead}>
      <Text component="span" ff="monospace" size="sm">
        <Link to={`/?owner=${owner}`} className={classes.owner}>
          {owner}
        </Link>
        /{name}
      </Text>
      <NativeSelect
        size="xs"
        component="select"
        aria-label={t('version')}
        value={version.number}
        onChange={({ currentTarget }) => onVersion(Number(currentTarget.value))}
        data={named.map(({ number, aliases, yankedAt }) => ({
          value: String(number),
          label: [`@${number}`, ...aliases, ...(yankedAt === null ? [] : [t('yanked.short')])].join(' · '),
        }))}
      />
      {model.visibility === 'private' && (
        <Badge variant="default" tt="none" fw={500} leftSection={<IconLock size={12} aria-hidden />}>
          {t('private')}
        </Badge>
      )}
    </Group>
  );
}
