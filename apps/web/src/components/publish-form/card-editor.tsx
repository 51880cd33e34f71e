import { Input, Paper, Skeleton, Tabs, Text, Textarea } from '@mantine/core';
import { IconEye, IconPencil } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';

const Markdown = lazy(() => import('../markdown'));

interface Props {
  /** Markdown without front matter. */
  body: string;
  onChange: (body: string) => void;
}

/** The model card as Markdown, and as it will look. */
export function CardEditor({ body, onChange }: Props) {
  const { t } = useTranslation('publish');
  return (
    <div>
      <Input.Label component="div" id="card-label">
        {t('card.label')}
      </Input.Label>
      <Input.Description component="div" id="card-hint" mb="xs">
        {t('card.hint')}
      </Input.Description>
      <Tabs defaultValue="write" variant="outline" aria-labelledby="card-label">
        <Tabs.List>
          <Tabs.Tab value="write" leftSection={<IconPencil size={16} aria-hidden />}>
            {t('card.write')}
          </Tabs.Tab>
          <Tabs.Tab value="preview" leftSection={<IconEye size={16} aria-hidden />}>
            {t('card.preview')}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="write" pt="xs">
          <Textarea
            value={body}
            onChange={(event) => onChange(event.currentTarget.value)}
            placeholder={t('card.placeholder')}
            aria-labelledby="card-label"
            aria-describedby="card-hint"
            autosize
            minRows={12}
            maxRows={28}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 14 } }}
          />
        </Tabs.Panel>
        <Tabs.Panel value="preview" pt="xs">
          <Paper withBorder p="lg" mih={290}>
            {body.trim() === '' ? (
              <Text c="dimmed">{t('card.empty')}</Text>
            ) : (
              <Suspense fallback={<Skeleton h={240} />}>
                <Markdown from={3}>{body}</Markdown>
              </Suspense>
            )}
          </Paper>
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
