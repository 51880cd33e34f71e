import createClient, { Client } from 'openapi-fetch';
import type { paths } from '#graft/api';
import { Problem, ProblemDetails, Unavailable } from '#graft/problems';
import type { Connection } from './connection.js';

export type Api = Client<paths>;

/**
 * The API, typed by its OpenAPI document. Every call that does not succeed throws the problem that the server sent.
 */
export function connect({ url, token }: Connection): Api {
  const api = createClient<paths>({
    baseUrl: url,
    headers: token ? { Authorization: `Bearer ${token}` } : {},
    querySerializer: { array: { style: 'form', explode: true } },
  });
  api.use({
    async onResponse({ response }) {
      if (!response.ok) throw await problemOf(response);
    },
    onError({ error }) {
      return error instanceof Problem ? error : noAnswer(url, error);
    },
  });
  return api;
}

/** The body of a call that succeeded, as it must have by `connect`. */
export async function body<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T;
}

/** A file of the API, streamed. @throws Problem */
export const open = (connection: Connection, path: string): Promise<Response> => request(connection, path, {});

/** Sends a form. @throws Problem */
export const send = (connection: Connection, path: string, form: FormData): Promise<Response> =>
  request(connection, path, { method: 'POST', body: form });

async function request({ url, token }: Connection, path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(`${url}${path}`, { ...init, headers: token ? { Authorization: `Bearer ${token}` } : {} });
  } catch (error) {
    throw noAnswer(url, error);
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text();
  try {
    return Problem.from(JSON.parse(text) as ProblemDetails);
  } catch {
    return new Problem(
      'http',
      response.status,
      'Error',
      `${response.url} answered ${response.status}, not as a Graft server does.`,
    );
  }
}

const noAnswer = (url: string, error: unknown) =>
  new Unavailable(
    `No server answers at ${url}. Start one with \`graft serve\`, or name another with GRAFT_URL.`,
    { where: url },
    { cause: error },
  );
