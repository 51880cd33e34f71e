import { Badge, Group, Skeleton, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { permits } from '../../api/permits';
import type { Me } from '../../api/queries';
import { ExplainedButton } from '../../components/explained-button';
import { ProblemAlert } from '../../components/problem-alert';
import { asName } from '../../components/publish-form/model-name';
import { MoreButton } from '../../components/more-button';
import { MakeDialog } from './make-dialog';
import { useCreateNamespace, useNamespaces } from './queries';
import { Section } from './section';

/** The `owner` of `owner/name`: one's own, and for admins all. */
export function Namespaces({ me }: { me: Me }) {
  const { t } = useTranslation('account');
  const [making, dialog] = useDisclosure();
  const mayMake = permits(me, 'admin');
  return (
    <Section
      title={t('namespaces.title')}
      lead={t(mayMake ? 'namespaces.leadAdmin' : 'namespaces.lead')}
      action={
        <ExplainedButton
          variant="default"
          onClick={dialog.open}
          blocked={mayMake ? undefined : t('namespaces.onlyAdmins')}
          leftSection={<IconPlus size={16} aria-hidden />}
        >
          {t('namespaces.new')}
        </ExplainedButton>
      }
    >
      {mayMake ? <All me={me} /> : <Names names={me.namespaces.map((name) => ({ name, owner: me.name }))} me={me} />}
      <NamespaceDialog opened={making} onClose={dialog.close} me={me} />
    </Section>
  );
}

function All({ me }: { me: Me }) {
  const namespaces = useNamespaces();
  if (namespaces.isError) return <ProblemAlert error={namespaces.error} onRetry={() => void namespaces.refetch()} />;
  if (!namespaces.items) return <Skeleton h={34} />;
  return (
    <>
      <Names names={namespaces.items} me={me} />
      <MoreButton list={namespaces} />
    </>
  );
}

function Names({ names, me }: { names: { name: string; owner: string }[]; me: Me }) {
  const { t } = useTranslation('account');
  if (names.length === 0) return <Text c="dimmed">{t('namespaces.none')}</Text>;
  return (
    <Group component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
      {names.map(({ name, owner }) => (
        <li key={name}>
          <Badge
            component={Link}
            to={`/?owner=${name}`}
            variant={owner === me.name ? 'light' : 'default'}
            size="lg"
            tt="none"
            fw={500}
            style={{ cursor: 'pointer' }}
          >
            {name}
            {owner !== name && ` (${owner})`}
          </Badge>
        </li>
      ))}
    </Group>
  );
}

interface DialogProps {
  opened: boolean;
  onClose: () => void;
  me: Me;
}

function NamespaceDialog({ opened, onClose, me }: DialogProps) {
  const { t } = useTranslation('account');
  const [name, setName] = useState('');
  const [owner, setOwner] = useState(me.name);
  const create = useCreateNamespace();
  const close = () => {
    create.reset();
    setName('');
    onClose();
  };
  return (
    <MakeDialog
      opened={opened}
      onClose={close}
      title={t('namespaces.new')}
      action={t('namespaces.create')}
      making={create}
      onSubmit={() => create.mutate({ name, owner }, { onSuccess: close })}
    >
      <TextInput
        label={t('namespaces.name')}
        description={t('namespaces.nameHint')}
        value={name}
        onChange={(event) => setName(asName(event.currentTarget.value))}
        required
        data-autofocus
      />
      <TextInput
        label={t('namespaces.owner')}
        description={t('namespaces.ownerHint')}
        value={owner}
        onChange={(event) => setOwner(asName(event.currentTarget.value))}
        required
      />
    </MakeDialog>
  );
}
