import { Page } from '../../components/page';

export default function DatasetPage() {
  return <Page title="dataset">…</Page>;
}
