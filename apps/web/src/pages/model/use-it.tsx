import { SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Code } from '../../components/code';
import { Downloads } from './downloads';
import type { Model, ModelName, Version } from './queries';
import { type Format, FORMATS, snippetOf, type Wanted } from './snippets';
import { TopSwitch } from './top-switch';

interface Props {
  path: ModelName;
  model: Model;
  version: Version;
  withoutTop: Wanted['withoutTop'];
  onTop: (withoutTop: Wanted['withoutTop']) => void;
}

/** How to load it: programs to copy and files to take, whole or without its top. */
export function UseIt({ path, model, version, withoutTop, onTop }: Props) {
  const { t } = useTranslation('model');
  const [format, setFormat] = useState<Format>('tfjs');
  const { top, preprocessing, network } = version;
  const wanted: Wanted = {
    ...path,
    origin: location.origin,
    version: version.number,
    withoutTop: top && withoutTop,
    preprocessing,
    inputShape: network.inputShape,
    isPrivate: model.visibility === 'private',
  };
  return (
    <Stack gap="xl" maw={880}>
      <TopSwitch top={top} value={wanted.withoutTop} onChange={onTop} />
      <section aria-labelledby="code">
        <Title order={2} size="h4" id="code" mb="sm">
          {t('use.code')}
        </Title>
        <SegmentedControl
          aria-label={t('use.format')}
          size="xs"
          value={format}
          onChange={setFormat}
          mb="sm"
          data={FORMATS.map((value) => ({ value, label: t(`use.formats.${value}`) }))}
        />
        <Code label={t(`use.formats.${format}`)}>{snippetOf(format, wanted)}</Code>
        <Text size="sm" c="dimmed" mt="xs">
          {t(`use.needs.${format}`)}
          {wanted.isPrivate && ` ${t('use.token')}`}
        </Text>
      </section>
      <section aria-labelledby="files">
        <Title order={2} size="h4" id="files" mb="sm">
          {t('use.files')}
        </Title>
        <Downloads wanted={wanted} version={version} />
      </section>
    </Stack>
  );
}
