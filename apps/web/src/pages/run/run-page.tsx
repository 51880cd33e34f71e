import { useParams } from 'react-router';
import { SignedIn } from '../../components/signed-in';
import { RunView } from './run-view';

export default function RunPage() {
  const { id = '' } = useParams();
  return <SignedIn>{(me) => <RunView key={id} id={id} me={me} />}</SignedIn>;
}
