import type { VersionPath } from '../../api/datasets';
import { Thumbnail } from '../../components/thumbnail';
import classes from './cover.module.css';

/** A version's first image. */
export function Cover({ path: { owner, name, version } }: { path: VersionPath }) {
  return (
    <div className={classes.cover}>
      <Thumbnail src={`/api/v1/datasets/${owner}/${name}/versions/${version}/items/0/thumbnail`} alt="" />
    </div>
  );
}
