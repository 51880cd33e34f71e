import { Page } from '../../components/page';

export default function RunsPage() {
  return <Page title="runs">…</Page>;
}
