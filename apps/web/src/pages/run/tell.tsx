import { notifications } from '@mantine/notifications';
import i18next from 'i18next';

/** Says in a corner of the page what went wrong with what a button was to do. */
export const tell = (error: Error) =>
  notifications.show({
    color: 'red',
    title: i18next.t('problem.title'),
    message: <span lang="en">{error.message}</span>,
  });
