import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { permits } from '../../api/permits';
import type { Me } from '../../api/queries';
import { EmptyState } from '../../components/empty-state';
import { Page } from '../../components/page';
import { SignedIn } from '../../components/signed-in';
import { ImportStep } from './import-step';
import { SourceStep } from './source-step';

/** A model's way into the zoo: sent, read, shown, published. The import's id in the address shows it again. */
export default function PublishPage() {
  const { t } = useTranslation('publish');
  return (
    <Page title={t('title')} lead={t('lead')} size="md">
      <SignedIn>{(me) => <Publish me={me} />}</SignedIn>
    </Page>
  );
}

function Publish({ me }: { me: Me }) {
  const { t } = useTranslation('publish');
  const [parameters, setParameters] = useSearchParams();
  const id = parameters.get('import');
  const url = parameters.get('url');
  const show = (id: string) => setParameters({ import: id });

  if (!permits(me, 'publish'))
    return <EmptyState icon={<IconLock />} title={t('mayNot.title')} text={t('mayNot.text')} />;
  if (id === null) return <SourceStep key={url} me={me} url={url ?? ''} onStarted={show} />;
  return <ImportStep key={id} id={id} me={me} onStarted={show} onLeave={() => setParameters({})} />;
}
