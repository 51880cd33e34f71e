import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** A field for a password or a token, whose button that reveals it has a name. */
export function SecretField(props: PasswordInputProps) {
  const { t } = useTranslation('account');
  return <PasswordInput {...props} required visibilityToggleButtonProps={{ 'aria-label': t('signIn.reveal') }} />;
}
