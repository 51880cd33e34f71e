import { Button, Table, Text, VisuallyHidden } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { save, tfjsZip } from '../../api/tfjs-zip';
import { EXPORT_FILES, worded } from '../../components/export-files';
import { ProblemAlert } from '../../components/problem-alert';
import { bytes } from '../../format';
import type { Version } from './queries';
import { filePath, type Wanted } from './snippets';

/** The model in every format, what belongs to it, and the files as they were uploaded. */
export function Downloads({ wanted, version }: { wanted: Wanted; version: Version }) {
  const { t } = useTranslation('model');
  const name = wanted.withoutTop ? `${wanted.name}-no-top` : wanted.name;
  const zip = useMutation({
    mutationFn: async () => {
      const { pathname, search } = new URL(wanted.origin + filePath(wanted, 'tfjs/model.json'));
      save(await tfjsZip(pathname.replace('/tfjs/model.json', ''), search), `${name}-tfjs.zip`);
    },
  });
  return (
    <>
      <Table verticalSpacing="xs" layout="auto">
        <Table.Caption>{t('files.caption')}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('files.file')}</Table.Th>
            <Table.Th visibleFrom="xs">{t('files.what')}</Table.Th>
            <Table.Th>
              <VisuallyHidden>{t('files.take')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <Row file={`${name}-tfjs.zip`} text={t('files.tfjs')}>
            <Button variant="light" size="compact-sm" loading={zip.isPending} onClick={() => zip.mutate()}>
              <Take file={`${name}-tfjs.zip`} />
            </Button>
          </Row>
          {EXPORT_FILES.map(({ path, extension, text }) => {
            const file = `${name}.${extension}`;
            const known = worded(extension);
            return (
              <Row key={path} file={file} text={known ? t(`files.${known}`) : text}>
                <DownloadLink href={filePath(wanted, path)} file={file} />
              </Row>
            );
          })}
          {version.labels && !wanted.withoutTop && (
            <Row file="labels.json" text={t('files.labels')}>
              <DownloadLink href={filePath(wanted, 'tfjs/labels.json')} file="labels.json" />
            </Row>
          )}
          {wanted.preprocessing && (
            <Row file="preprocessing.json" text={t('files.preprocessing')}>
              <DownloadLink href={filePath(wanted, 'tfjs/preprocessing.json')} file="preprocessing.json" />
            </Row>
          )}
          {version.original.map(({ path, size }) => (
            <Row key={path} file={path} text={t('files.original', { size: bytes(size) })}>
              <DownloadLink
                href={filePath({ ...wanted, withoutTop: null }, `original/${encodeURI(path)}`)}
                file={path.slice(path.lastIndexOf('/') + 1)}
              />
            </Row>
          ))}
        </Table.Tbody>
      </Table>
      {zip.error && <ProblemAlert error={zip.error} />}
    </>
  );
}

const Row = ({ file, text, children }: { file: string; text: string; children: React.ReactNode }) => (
  <Table.Tr>
    <Table.Td ff="monospace" fz="xs" style={{ overflowWrap: 'anywhere' }}>
      {file}
      <Text size="xs" c="dimmed" hiddenFrom="xs" ff="text">
        {text}
      </Text>
    </Table.Td>
    <Table.Td visibleFrom="xs">{text}</Table.Td>
    <Table.Td ta="right">{children}</Table.Td>
  </Table.Tr>
);

const DownloadLink = ({ href, file }: { href: string; file: string }) => (
  <Button component="a" href={href} download={file} variant="light" size="compact-sm">
    <Take file={file} />
  </Button>
);

function Take({ file }: { file: string }) {
  const { t } = useTranslation('model');
  return <IconDownload size={16} role="img" aria-label={t('files.download', { file })} />;
}
