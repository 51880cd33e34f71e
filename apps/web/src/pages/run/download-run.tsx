import { Button, Modal, SegmentedControl, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { save, tfjsZip } from '../../api/tfjs-zip';
import { Code } from '../../components/code';
import { EXPORT_FILES, worded } from '../../components/export-files';
import { ProblemAlert } from '../../components/problem-alert';
import classes from './download-run.module.css';
import { nameOf, type Run } from './run-state';

/** A run's model as a file, whole or without its top. */
export function DownloadRun({ run }: { run: Run }) {
  const { t } = useTranslation('runs');
  const { t: common } = useTranslation();
  const [open, dialog] = useDisclosure();
  return (
    <>
      <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={dialog.open}>
        {t('actions.download')}
      </Button>
      <Modal
        opened={open}
        onClose={dialog.close}
        title={t('download.title')}
        size="lg"
        closeButtonProps={{ 'aria-label': common('close') }}
      >
        <Downloads run={run} />
      </Modal>
    </>
  );
}

function Downloads({ run }: { run: Run }) {
  const { t } = useTranslation('runs');
  const [top, setTop] = useState<'with' | 'without'>('with');
  const model = `/api/v1/runs/${run.id}`;
  const query = top === 'without' ? '?top=false' : '';
  const name = top === 'without' ? `${nameOf(run.dataset)}-no-top` : nameOf(run.dataset);
  const zip = useMutation({
    mutationFn: async () => save(await tfjsZip(model, query), `${name}-tfjs.zip`),
  });
  return (
    <Stack gap="md">
      <div>
        <SegmentedControl
          aria-label={t('download.top')}
          value={top}
          onChange={(value) => setTop(value)}
          data={[
            { value: 'with', label: t('download.with') },
            { value: 'without', label: t('download.without') },
          ]}
        />
        <Text size="sm" c="dimmed" mt={6}>
          {t(`download.${top}Hint`)}
        </Text>
      </div>
      <ul className={classes.files}>
        <li>
          <FileText name="TensorFlow.js" hint={t('download.tfjs')} />
          <Button variant="light" size="xs" loading={zip.isPending} onClick={() => zip.mutate()}>
            .zip
          </Button>
        </li>
        {EXPORT_FILES.map(({ path, extension, text }) => {
          const known = worded(extension);
          return (
            <li key={path}>
              {known ? (
                <FileText name={t(`download.${known}Name`)} hint={t(`download.${known}`)} />
              ) : (
                <FileText name={extension} hint={text} />
              )}
              <Button
                component="a"
                href={`${model}/${path}${query}`}
                download={`${name}.${extension}`}
                variant="light"
                size="xs"
              >
                {`.${extension}`}
              </Button>
            </li>
          );
        })}
      </ul>
      {zip.error && <ProblemAlert error={zip.error} />}
      <div>
        <Text size="sm" mb={6}>
          {t('download.terminal')}
        </Text>
        <Code label={t('download.terminal')}>
          {`graft pull run:${run.id}${top === 'without' ? ' --no-top' : ''} --format tfjs`}
        </Code>
      </div>
    </Stack>
  );
}

function FileText({ name, hint }: { name: string; hint: string }) {
  return (
    <div>
      <Text fw={600} size="sm">
        {name}
      </Text>
      <Text size="sm" c="dimmed">
        {hint}
      </Text>
    </div>
  );
}
