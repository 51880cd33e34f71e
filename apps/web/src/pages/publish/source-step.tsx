import { Divider, Paper, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../api/queries';
import { ProblemAlert } from '../../components/problem-alert';
import { UploadProgress } from '../../components/upload-progress';
import { useStay } from '../../components/use-stay';
import { Address } from './address';
import { ModelDrop } from './model-drop';
import { useSending } from './sending';

interface Props {
  me: Me;
  /** An address to begin with; empty for none. */
  url: string;
  onStarted: (importId: string) => void;
}

/** Where a model comes from: files of this computer, or an address. */
export function SourceStep({ me, url, onStarted }: Props) {
  const { t } = useTranslation('publish');
  const owner = me.namespaces.includes(me.name) ? me.name : (me.namespaces[0] ?? me.name);
  const sending = useSending(owner, onStarted);
  useStay(sending.isPending);
  const files = (
    <Stack gap="sm">
      {sending.isPending ? (
        <Paper withBorder p="lg">
          <UploadProgress progress={sending.progress} onCancel={sending.stop} />
        </Paper>
      ) : (
        <ModelDrop onFiles={(found) => sending.mutate(found)} />
      )}
      {sending.isError && <ProblemAlert error={sending.error} />}
    </Stack>
  );
  const address = <Address owner={owner} url={url} disabled={sending.isPending} onStarted={onStarted} />;
  const [first, second] = url === '' ? [files, address] : [address, files];
  return (
    <Stack gap="lg">
      {first}
      <Divider label={t('source.or')} />
      {second}
    </Stack>
  );
}
