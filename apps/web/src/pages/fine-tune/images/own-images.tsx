import { Button, Group, SimpleGrid, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type Dispatch, type SetStateAction, useState } from 'react';
import { useTranslation } from 'react-i18next';
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
import { IgnoredFiles } from './ignored-files';
import { useHasCamera } from './use-camera';
import { ZipCard } from './zip-card';

interface Props {
  draft: Draft;
  onChange: Dispatch<SetStateAction<Draft>>;
}

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

  const ignored = (
    <IgnoredFiles names={draft.ignored} onClose={() => onChange((before) => ({ ...before, ignored: [] }))} />
  );
  if (draft.zip)
    return (
      <Stack gap="md">
        <ZipCard zip={draft.zip} onRemove={() => onChange((before) => ({ ...before, zip: null }))} />
        {ignored}
      </Stack>
    );
  return (
    <Stack gap="md">
      <DropArea onFiles={add} onClass={addClass} compact={draft.classes.length > 0} />
      {ignored}
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
