import { Page } from '../../components/page';

export default function PublishPage() {
  return <Page title="publish">…</Page>;
}
