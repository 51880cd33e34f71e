import { ActionIcon, Menu, Text, TextInput } from '@mantine/core';
import { IconDots, IconEye, IconEyeOff, IconLock, IconTrash, IconWorld } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api } from '../../api/client';
import { Confirm } from '../../components/confirm';
import { type Model, type ModelName, useModelChange, type Version } from './queries';

type Asked = 'yank' | 'deleteVersion' | 'deleteModel' | 'visibility';

/** What only its owner may do: hide a version, delete it or all of them, change who may see them. */
export function OwnerMenu({ path, model, version }: { path: ModelName; model: Model; version: Version }) {
  const { t } = useTranslation('model');
  const [asked, ask] = useState<Asked | null>(null);
  const [reason, setReason] = useState('');
  const navigate = useNavigate();
  const change = useModelChange(path);
  const ref = String(version.number);
  const params = { path: { ...path, ref } };
  const other = model.visibility === 'public' ? 'private' : 'public';
  const named = { model: `${path.owner}/${path.name}`, version: `${path.owner}/${path.name}@${ref}` };
  const leave = () => void navigate('/', { replace: true });

  const actions: Record<Asked, () => Promise<unknown>> = {
    yank: () =>
      change(() =>
        api.POST('/api/v1/models/{owner}/{name}/versions/{ref}/yank', {
          params,
          body: { reason: reason || undefined },
        }),
      ),
    deleteVersion: async () => {
      const isLast = model.latest?.number === version.number;
      await api.DELETE('/api/v1/models/{owner}/{name}/versions/{ref}', { params });
      await navigate(isLast ? '/' : `/m/${path.owner}/${path.name}`, { replace: true });
      await change(() => Promise.resolve());
    },
    deleteModel: async () => {
      await api.DELETE('/api/v1/models/{owner}/{name}', { params: { path } });
      leave();
    },
    visibility: () =>
      change(() => api.PATCH('/api/v1/models/{owner}/{name}', { params: { path }, body: { visibility: other } })),
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t('manage')} title={t('manage')}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={other === 'public' ? <IconWorld size={16} aria-hidden /> : <IconLock size={16} aria-hidden />}
            onClick={() => ask('visibility')}
          >
            {t(`visibility.${other}.action`)}
          </Menu.Item>
          {version.yankedAt === null ? (
            <Menu.Item leftSection={<IconEyeOff size={16} aria-hidden />} onClick={() => ask('yank')}>
              {t('yank.menu', { number: ref })}
            </Menu.Item>
          ) : (
            <Menu.Item
              leftSection={<IconEye size={16} aria-hidden />}
              onClick={() =>
                void change(() => api.DELETE('/api/v1/models/{owner}/{name}/versions/{ref}/yank', { params }))
              }
            >
              {t('unyank', { number: ref })}
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={() => ask('deleteVersion')}>
            {t('deleteVersion.menu', { number: ref })}
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={() => ask('deleteModel')}>
            {t('deleteModel.menu')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Confirm
        opened={asked === 'yank'}
        onClose={() => ask(null)}
        title={t('yank.title', { name: named.version })}
        action={t('yank.action')}
        onConfirm={actions.yank}
      >
        <Text size="sm">{t('yank.text')}</Text>
        <TextInput
          label={t('yank.reason')}
          description={t('yank.reasonHint')}
          value={reason}
          maxLength={500}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </Confirm>
      <Confirm
        opened={asked === 'deleteVersion'}
        onClose={() => ask(null)}
        title={t('deleteVersion.title', { name: named.version })}
        action={t('deleteVersion.action')}
        onConfirm={actions.deleteVersion}
      >
        <Text size="sm">{t('deleteVersion.text')}</Text>
      </Confirm>
      <Confirm
        opened={asked === 'deleteModel'}
        onClose={() => ask(null)}
        title={t('deleteModel.title', { name: named.model })}
        action={t('deleteModel.action')}
        onConfirm={actions.deleteModel}
      >
        <Text size="sm">{t('deleteModel.text')}</Text>
      </Confirm>
      <Confirm
        opened={asked === 'visibility'}
        onClose={() => ask(null)}
        title={t(`visibility.${other}.title`, { name: named.model })}
        action={t(`visibility.${other}.action`)}
        onConfirm={actions.visibility}
        harmless
      >
        <Text size="sm">{t(`visibility.${other}.text`)}</Text>
      </Confirm>
    </>
  );
}
