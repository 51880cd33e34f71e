import { ActionIcon, Alert, Button, Card, Group, List, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconFileZip, IconPlus, IconX } from '@tabler/icons-react';
import { type Dispatch, type SetStateAction, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bytes } from '../../../format';
import { ChosenBar } from './chosen-bar';
import { ClassCard } from './class-card';
import { DropArea } from './drop-area';
import type { FoundFile } from '../../../found-files';
import {
  type Draft,
  moved,
  renamed,
  withClass,
  withFiles,
  withImages,
  withoutClass,
  withoutImages,
} from './image-draft';
import { useHasCamera } from './use-camera';
import { readable } from '../../../components/readable';

interface Props {
  draft: Draft;
  onChange: Dispatch<SetStateAction<Draft>>;
}

const LISTED = 5;

/** Images from this machine, sorted into classes before they are sent. */
export function OwnImages({ draft, onChange }: Props) {
  const { t } = useTranslation('fineTune');
  const hasCamera = useHasCamera();
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const none = () => setChosen(new Set());
  const toggle = (id: number) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const add = (found: FoundFile[]) => onChange((before) => withFiles(before, found));
  const addClass = () => onChange((before) => (before.classes.length > 0 ? withClass(before) : twoClasses(before)));
  const move = (ids: ReadonlySet<number>, classId: number) => {
    onChange((before) => moved(before, ids, classId));
    none();
  };

  if (draft.zip)
    return (
      <Card withBorder padding="sm">
        <Group wrap="nowrap">
          <IconFileZip size={28} stroke={1.5} aria-hidden />
          <div style={{ flex: 1, minWidth: 0 }}>
            <Text fw={600} truncate>
              {draft.zip.name}
            </Text>
            <Text size="sm" c="dimmed">
              {t('images.zip', { size: bytes(draft.zip.size) })}
            </Text>
          </div>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('images.removeZip')}
            title={t('images.removeZip')}
            onClick={() => onChange((before) => ({ ...before, zip: null }))}
          >
            <IconX size={18} aria-hidden />
          </ActionIcon>
        </Group>
      </Card>
    );
  return (
    <Stack gap="md">
      <DropArea onFiles={add} onClass={addClass} compact={draft.classes.length > 0} />
      {draft.ignored.length > 0 && (
        <Alert
          color="orange"
          styles={readable}
          variant="light"
          title={t('images.ignored', { count: draft.ignored.length })}
          withCloseButton
          closeButtonLabel={t('images.dismiss')}
          onClose={() => onChange((before) => ({ ...before, ignored: [] }))}
        >
          <List size="sm">
            {draft.ignored.slice(0, LISTED).map((name, i) => (
              <List.Item key={i}>{name}</List.Item>
            ))}
          </List>
          {draft.ignored.length > LISTED && (
            <Text size="sm">{t('images.andMore', { count: draft.ignored.length - LISTED })}</Text>
          )}
        </Alert>
      )}
      {chosen.size > 0 && (
        <ChosenBar
          count={chosen.size}
          classes={draft.classes}
          onMove={(classId) => move(chosen, classId)}
          onRemove={() => {
            onChange((before) => withoutImages(before, chosen));
            none();
          }}
          onNone={none}
        />
      )}
      {draft.classes.length > 0 && (
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          {draft.classes.map((each, i) => (
            <ClassCard
              key={each.id}
              of={each}
              number={i + 1}
              chosen={chosen}
              hasCamera={hasCamera}
              onToggle={toggle}
              onRename={(name) => onChange((before) => renamed(before, each.id, name))}
              onImages={(files) => onChange((before) => withImages(before, each.id, files))}
              onMoveHere={(ids) => move(ids, each.id)}
              onRemove={() => onChange((before) => withoutClass(before, each.id))}
            />
          ))}
        </SimpleGrid>
      )}
      {draft.classes.length > 0 && (
        <Group>
          <Button variant="default" size="xs" onClick={addClass} leftSection={<IconPlus size={16} aria-hidden />}>
            {t('images.addClass')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

const twoClasses = (draft: Draft): Draft => withClass(withClass(draft));
