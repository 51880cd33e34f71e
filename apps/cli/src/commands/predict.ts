import { Command } from 'commander';
import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { type Connection, type Resource, send } from '#graft/api';
import { InvalidInput, Problem, ProblemDetails } from '#graft/problems';
import { modelPath } from '../reference.js';
import { withServer } from '../session.js';
import { percent, plain, table } from '../text.js';

type Answer = Resource<'ImagePredictionResponse'>;

interface Image {
  path: string;
  blob: Blob;
}

/** Below the limits of a request without a token: 32 images, 32 MiB in total. */
const AT_ONCE = { images: 16, bytes: 24 * 1024 ** 2 };

export const predictCommand = new Command('predict')
  .description('predict the labels of images, the most probable first')
  .argument('<ref>', 'a model, or run:ID')
  .argument('<image...>')
  .option('--top <n>', 'labels per image', '5')
  .action(
    withServer(async ({ connection, out }, ref: string, images: string[], options: { top: string }) => {
      const path = `${modelPath(ref)}/predict?top=${encodeURIComponent(options.top)}`;
      const answers: Answer[] = [];
      for await (const batch of batches(images)) answers.push(...(await predict(connection, path, batch)));
      out.result(answers, () =>
        answers
          .filter(({ predictions }) => predictions)
          .map((answer) => answerText(answer))
          .join('\n\n'),
      );
      const refused = answers.find(({ problem }) => problem);
      if (refused) throw refusal(refused);
    }),
  );

/** Images in batches of one request each, in order. @throws InvalidInput if a file cannot be read */
async function* batches(images: string[]): AsyncGenerator<Image[]> {
  let batch: Image[] = [];
  let bytes = 0;
  for (const path of images) {
    const blob = await fileBlob(path);
    if (batch.length > 0 && (batch.length === AT_ONCE.images || bytes + blob.size > AT_ONCE.bytes)) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push({ path, blob });
    bytes += blob.size;
  }
  yield batch;
}

async function predict(connection: Connection, path: string, images: Image[]): Promise<Answer[]> {
  const form = new FormData();
  for (const image of images) form.append('images', image.blob, basename(image.path));
  const answers = (await (await send(connection, path, form)).json()) as Answer[];
  return answers.map((answer, index) => ({ ...answer, file: images[index]!.path }));
}

async function fileBlob(path: string): Promise<Blob> {
  try {
    return await openAsBlob(path);
  } catch {
    throw new InvalidInput(`The file ${path} does not exist or cannot be read.`, { where: path });
  }
}

/** The problem of the first image that was refused. The command prints the other predictions and fails with it. */
function refusal({ file, problem }: Answer): Problem {
  const details = problem as unknown as ProblemDetails;
  return Problem.from({ ...details, detail: `${file}: ${details.detail}` });
}

function answerText({ file, predictions = [] }: Answer): string {
  const rows = predictions.map(({ label, probability }) => [percent(probability), label]);
  return table(
    [
      { head: '', align: 'right' },
      { head: plain(file), grows: true },
    ],
    rows,
  );
}
