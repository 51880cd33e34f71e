import { Page } from '../../components/page';

export default function ZooPage() {
  return <Page title="zoo">…</Page>;
}
