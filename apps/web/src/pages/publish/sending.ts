import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { body, type Resource } from '#graft/api';
import { InvalidInput } from '#graft/problems';
import { api } from '../../api/client';
import { type Sent, sendFile, type Uploaded } from '../../api/uploads';
import { NAME } from '../../components/publish-form/model-name';
import { type FoundFile, isClutter } from '../../found-files';
import { proposedName } from './proposed-name';

/** As many as an import takes. */
const MAX_FILES = 1000;

export const startImport = (request: Resource<'CreateImportRequest'>) =>
  body(api.POST('/api/v1/imports', { body: request }));

/** The name to propose, where it is one. */
export const proposal = (owner: string, name: string) => (NAME.test(name) ? { name: `${owner}/${name}` } : {});

/**
 * Sends a model's files, one after the other, and has them read.
 * @param owner of the name that is proposed
 */
export function useSending(owner: string, onStarted: (importId: string) => void) {
  const [progress, setProgress] = useState<Sent | null>(null);
  const stopping = useRef(new AbortController());
  const sending = useMutation({
    mutationFn: async (found: FoundFile[]) => {
      const files = found.filter(({ path }) => !isClutter(path));
      if (files.length > MAX_FILES)
        throw new InvalidInput(`A model has at most ${MAX_FILES} files.`, {
          received: files.length,
          accepted: MAX_FILES,
        });
      stopping.current = new AbortController();
      const { signal } = stopping.current;
      const total = files.reduce((sum, { file }) => sum + file.size, 0);
      const uploaded: (Uploaded & { name: string })[] = [];
      let before = 0;
      for (const { path, file } of files) {
        const onProgress = ({ sent }: Sent) => setProgress({ sent: before + sent, total });
        uploaded.push({ ...(await sendFile(file, { name: path, onProgress, signal })), name: path });
        before += file.size;
      }
      const paths = files.map(({ path }) => path);
      const uploads = uploaded.map(({ id, name }) => ({ id, name }));
      const started = await startImport({ uploads, ...proposal(owner, proposedName(paths)) });
      for (const { forget } of uploaded) await forget();
      return started;
    },
    onMutate: () => setProgress(null),
    onSuccess: ({ id }) => onStarted(id),
  });
  return { ...sending, progress, stop: () => stopping.current.abort() };
}
