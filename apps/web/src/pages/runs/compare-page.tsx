import { Page } from '../../components/page';

export default function ComparePage() {
  return <Page title="compare">…</Page>;
}
