import { Page } from '../../components/page';

export default function FineTunePage() {
  return <Page title="fine-tune">…</Page>;
}
